using System.CommandLine;
using AuthMesh.Core.Replication;
using AuthMesh.Storage;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Node.CommandLine;

/// <summary>Checks the journal of a data directory, offline.</summary>
internal sealed class VerifyCommand : Command
{
    private readonly Terminal _terminal;

    public VerifyCommand(Terminal terminal)
        : base("verify", "Checks the whole journal of --data from its bytes alone; the node must not run. Exit code 1 names the first batch that does not hold.")
    {
        _terminal = terminal;
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var directory = LocalNode.DirectoryOf(command.GetValue(NodeConnection.Data));
        if (!SqliteStorage.IsIn(directory))
        {
            throw new NoLocalNodeException($"There is no database of a node in '{directory}'. Name another directory with --data.");
        }

        var output = new CommandOutput(command, _terminal);
        var report = Verify(directory, new VerifyProgress(output));
        var bad = report.FirstBad;
        output.Write(
            new
            {
                report.Lists,
                report.Batches,
                Good = bad is null,
                FirstBad = bad is null ? null : new { List = bad.List.Value, Dot = bad.Dot?.ToString(), bad.Position, bad.Reason },
            },
            text => text.WriteLine(bad is null
                ? $"good: {report.Batches} batches in {report.Lists} lists"
                : $"bad: list {bad.List}{(bad.Dot is { } dot ? $", batch {dot} at position {bad.Position}" : "")}: {bad.Reason}"));
        return bad is null ? ExitCode.Success : ExitCode.Negative;
    }

    /// <summary>Replays the journal into a scratch database, which goes afterwards.</summary>
    private static JournalReport Verify(string directory, IProgress<long> progress)
    {
        var scratchDirectory = Directory.CreateTempSubdirectory("authmesh-verify-");
        try
        {
            using var held = DataDirectoryLock.Acquire(directory);
            using var journal = SqliteStorage.Open(held, new StorageOptions());
            using var scratchHeld = DataDirectoryLock.Acquire(scratchDirectory.FullName);
            using var scratch = SqliteStorage.Open(scratchHeld, new StorageOptions());
            return new JournalVerifier(journal.Replica, scratch.Replica, new EcdsaVerifier()).Verify(progress);
        }
        finally
        {
            scratchDirectory.Delete(recursive: true);
        }
    }

    /// <summary>A line now and then, on the error output.</summary>
    private sealed class VerifyProgress(CommandOutput output) : IProgress<long>
    {
        private const long Step = 10_000;
        private long _next = Step;

        public void Report(long value)
        {
            if (value >= _next)
            {
                output.Tell($"{value} batches …");
                _next = value + Step;
            }
        }
    }
}
