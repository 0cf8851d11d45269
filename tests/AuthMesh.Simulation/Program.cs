using AuthMesh.Simulation.Command;

if (RunOptions.Parse(args, out var error) is not { } options)
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(RunOptions.Usage);
    return 2;
}

var campaign = new Campaign(options, Console.Out, Console.Error);
campaign.Run();
return campaign.Failures == 0 ? 0 : 1;
