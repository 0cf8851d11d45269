using AuthMesh.Core.Lists;
using AuthMesh.Simulation;

// One steady run, as a first look: dotnet run --project tests/AuthMesh.Simulation -- NODES UPDATES SEED
var nodes = args.Length > 0 ? int.Parse(args[0]) : 5;
var updates = args.Length > 1 ? int.Parse(args[1]) : 1000;
using var mesh = new SimulatedMesh(args.Length > 2 ? int.Parse(args[2]) : 1, nodes);
mesh.Traffic = new Traffic();
var before = mesh.Checker.Batches;
for (var i = 0; i < updates; i++)
{
    mesh.Nodes[mesh.Next(nodes)].Write(Change.Put(new EntryKey(Effect.Allow, $"user:{i}", "read", "doc:*")));
    mesh.Run(5);
}

mesh.RunUntil(mesh.InStep, 60_000);
var batches = mesh.Checker.Batches - before;
Console.WriteLine($"{nodes} nodes, {updates} updates in {batches} batches, in step at {mesh.Now} ms");
Console.WriteLine($"{mesh.Traffic.Payloads / (double)(batches * (nodes - 1)):0.000} copies for each receiver, {mesh.Traffic.Bytes / updates / nodes} bytes for each update and node");
foreach (var (kind, count) in mesh.Traffic.Messages.OrderByDescending(m => m.Value))
{
    Console.WriteLine($"{kind,-14} {count}");
}
