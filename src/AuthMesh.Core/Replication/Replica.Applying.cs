using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>What follows from a batch that counts: its list, and with it roster, settings, clock and trees.</summary>
public sealed partial class Replica
{
    private void ApplyBatch(ListReplica list, SignedBatch signed, CausalPast past, Arrival arrival)
    {
        list.Apply(signed, past, live: arrival != Arrival.CaughtUp);
        _applied++;
        _hasFlowed = false;
        _trees.NoteWritten(signed.Batch.Dot.Writer.Node, _now.Elapsed);
        NoteApplied(signed.Id);
        FollowClock(signed.Batch);
        if (list.Name.IsMesh)
        {
            _roster = _roster.With(list.ChangedBy(signed.Batch));
            CreateDeclaredLists(arrival);
            FollowSettings();
        }

        _released.Enqueue(signed.Id);
        ReleasePenned();
    }

    /// <summary>A list declared while this node was listening is empty, and so is known as a whole; one that it hears of later must be received first.</summary>
    private void CreateDeclaredLists(Arrival arrival)
    {
        foreach (var name in _roster.Lists.Where(name => !_lists.ContainsKey(name)).Take(_options.ListsTaken - _lists.Count))
        {
            _lists.Add(name, ListReplica.Create(_store, name, ready: MeshList.Ready && arrival == Arrival.Live && !_releasing, _options.PastsInMemory));
            foreach (var session in _sessions.Values.Where(s => s[name].Unknown.Count > 0))
            {
                AskSoon(session, name);
            }
        }
    }

    private void FollowSettings()
    {
        foreach (var list in _lists.Values)
        {
            list.Follow(_roster.SettingsOf(list.Name));
        }
    }

    /// <summary>The hybrid clock follows others, but not far: a clock that is an hour off shall not drag the mesh along.</summary>
    private void FollowClock(Batch batch)
    {
        if (batch.Time.Milliseconds <= _now.Wall + _options.ClockAlarm)
        {
            _writer.Clock = _writer.Clock.CompareTo(batch.Time) < 0 ? batch.Time : _writer.Clock;
        }
        else if (_clockAlarms.Add(batch.Dot.Writer))
        {
            Tell(ReportLevel.Alarm, "clock_ahead", $"The clock of {batch.Dot.Writer.Node} is {(batch.Time.Milliseconds - _now.Wall) / 1000} s ahead of this node's.");
        }
    }

    private readonly HashSet<Writer> _clockAlarms = [];
}
