using System.CommandLine;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Storage;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Node.CommandLine;

/// <summary>Checks a whole journal from its bytes alone, without asking any node. The node may be running meanwhile.</summary>
internal sealed class VerifyCommand : Command
{
    private readonly Terminal _terminal;

    public VerifyCommand(Terminal terminal) : base("verify", "Checks every hash, chain, cause, right and signature of the journal of --data, offline. Exit code 1 when something is bad; the first bad batch is named.")
    {
        _terminal = terminal;
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var data = LocalNode.DataDirectory(command.GetValue(NodeConnection.Data));
        if (!SqliteStorage.Exists(data))
        {
            _terminal.Error.WriteLine($"authmesh: there is no node's database in '{data}'");
            return ExitCode.NotFound;
        }

        var scratch = Directory.CreateTempSubdirectory("authmesh-verify-");
        try
        {
            using var journal = SqliteStorage.OpenForReading(data);
            using var replay = SqliteStorage.OpenScratch(Path.Combine(scratch.FullName, "replay.db"));
            var report = new JournalVerifier(journal, replay, new EcdsaVerifier()).Verify(new Progress(_terminal));
            Write(command, report);
            return report.FirstBad is null ? ExitCode.Success : ExitCode.Negative;
        }
        catch (StoreException e)
        {
            _terminal.Error.WriteLine($"authmesh: {e.Message}");
            return ExitCode.Negative;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private void Write(ParseResult command, JournalReport report)
    {
        var bad = report.FirstBad;
        new CommandOutput(command, _terminal).Write(
            new { valid = bad is null, report.Lists, report.Batches, firstBad = bad is null ? null : new { list = bad.List.Value, dot = bad.Dot?.ToString(), bad.Position, bad.Reason } },
            text => text.WriteLine(bad is null
                ? $"good: {report.Batches} batches in {report.Lists} lists"
                : $"bad: list {bad.List}, {(bad.Dot is { } dot ? $"batch {dot} at position {bad.Position}" : "as a whole")}: {bad.Reason}"));
    }

    /// <summary>A line every hundred thousand batches: long journals take a while.</summary>
    private sealed class Progress(Terminal terminal) : IProgress<long>
    {
        private long _next = 100_000;

        public void Report(long batches)
        {
            if (batches >= _next)
            {
                _next += 100_000;
                terminal.Error.WriteLine($"{batches} batches checked");
            }
        }
    }
}
