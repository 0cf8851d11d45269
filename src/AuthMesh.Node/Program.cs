using AuthMesh.Node.CommandLine;

// Without arguments it serves.
return await AuthMeshCommand.RunAsync(args, Terminal.Process);
