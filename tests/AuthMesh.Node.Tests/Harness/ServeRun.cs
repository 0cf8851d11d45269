using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.Tests.Harness;

/// <summary>Starts a node that is expected not to come up, and says why it did not.</summary>
public static class ServeRun
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public static async Task<CommandRun> WithAsync(string directory, params (string Key, string Value)[] settings)
    {
        using var limit = new CancellationTokenSource(_limit);
        try
        {
            await Serve.RunAsync(TestNode.Settings(directory, settings), services => TestNode.UseMemory(services), limit.Token);
            return new CommandRun(ExitCode.Success, "", "It started.");
        }
        catch (RefusedStartException e)
        {
            return new CommandRun(ExitCode.Invalid, "", e.Message);
        }
    }
}
