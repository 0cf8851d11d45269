using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Node.Replication;

/// <summary>Writes what the replica reports to the log, under its stable code; a code that repeats fast is written once a second, with a count.</summary>
internal sealed partial class ReplicaReports(ILogger<Replica> logger, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, (long At, int Passed)> _last = [];

    public void Write(Report report)
    {
        var now = time.GetTimestamp();
        if (_last.TryGetValue(report.Code, out var last) && report.Level == ReportLevel.Warning && time.GetElapsedTime(last.At, now) < Interval)
        {
            _last[report.Code] = last with { Passed = last.Passed + 1 };
            return;
        }

        _last[report.Code] = (now, 0);
        var level = report.Level switch { ReportLevel.Information => LogLevel.Information, ReportLevel.Warning => LogLevel.Warning, _ => LogLevel.Error };
        Reported(level, report.Code, report.Text, last.Passed > 0 ? $" ({last.Passed} more like it before)" : "");
    }

    [LoggerMessage(EventName = "replica", Message = "{Code}: {Text}{More}")]
    private partial void Reported(LogLevel level, string code, string text, string more);

    [LoggerMessage(LogLevel.Error, EventName = "round_failed", Message = "round_failed: nothing of the round counts; the replica starts again from what is stored")]
    public partial void RoundFailed(Exception error);

    [LoggerMessage(LogLevel.Error, EventName = "peer_barred", Message = "peer_barred: a frame of node {Peer} made the replica fail; no link with it for {Duration}")]
    public partial void PeerBarred(NodeId peer, TimeSpan duration);
}
