using AuthMesh.Core.Access;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Checking;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Nodes;

/// <summary>Rounds: what the real node's loop does with its replica, on logical time.</summary>
public sealed partial class SimulatedNode
{
    private void BeginRound()
    {
        var inputs = _inbox.Count;
        if (inputs == 0 || Hold || Frozen)
        {
            return;
        }

        if (Labour == 0)
        {
            RunRound(inputs);
            return;
        }

        _roundPlanned = true;
        _mesh.Network.Events.At(_mesh.Now + _mesh.Network.Next(Labour), () =>
        {
            _roundPlanned = false;
            if (Replica is not null && !Hold && !Frozen)
            {
                RunRound(Math.Min(inputs, _inbox.Count));
            }
        });
    }

    private void RunRound(int inputs)
    {
        try
        {
            for (var i = 0; i < inputs; i++)
            {
                Replica!.Handle(_inbox[i], Time);
            }

            _inbox.RemoveRange(0, inputs);
            _busyUntil = _mesh.Now + _mesh.CommitTime;
            CompleteRounds();
            if (_inbox.Count > 0)
            {
                PlanRound();
            }
        }
        catch (StoreException)
        {
            Recover();
        }
    }

    private void CompleteRounds()
    {
        do
        {
            Rounds++;
            var effects = Replica!.CompleteRound(Time);
            Take(effects);
            if (DieAfterCommit)
            {
                DieAfterCommit = false;
                Crash();
                return;
            }

            foreach (var effect in effects)
            {
                Carry(effect);
            }
        }
        while (Replica is { HasMoreWork: true });

        if (Replica?.NextWake() is { } wake && wake < _scheduledWake)
        {
            var at = Math.Max(wake, _mesh.Now + 1);
            _scheduledWake = at;
            _mesh.Network.Events.At(at, () => Wake(at));
        }
    }

    private void Wake(long at)
    {
        if (_scheduledWake == at)
        {
            _scheduledWake = long.MaxValue;
            Post(new Tick());
        }
    }

    /// <summary>What is durable counts, whether or not this process lives to say so.</summary>
    private void Take(IReadOnlyList<ReplicaEffect> effects)
    {
        _published.Clear();
        foreach (var effect in effects)
        {
            if (effect is ListPublished published)
            {
                _published.Add(published);
                Lists[published.Snapshot.List] = published.Snapshot;
            }
        }

        if (_published.Count == 0)
        {
            return;
        }

        _mesh.Checker.OnRound(this, _published, Time.Wall);
        foreach (var batch in _published.SelectMany(p => p.Batches))
        {
            var payload = FrameShape.NumberOf(batch.Signature.Span);
            if (batch.Dot.Writer.Node == Id)
            {
                _mesh.Network.Spread?.OnWritten(Number, payload, _mesh.Now);
            }

            _mesh.Network.Spread?.OnApplied(Number, payload, _mesh.Now);
        }
    }

    private void Carry(ReplicaEffect effect)
    {
        switch (effect)
        {
            case SendFrame send when Links.TryGetValue(send.Link, out var end): end.Send(send.Frame); break;
            case Dial dial: _mesh.Dial(this, dial.Peer); break;
            case CloseLink close when Links.TryGetValue(close.Link, out var end): end.Link.Break(close.Reason); break;
            case Completed completed: Complete(completed); break;
            case ListWithdrawn withdrawn: Lists.Remove(withdrawn.List); break;
            case MeshPublished published: Show(published.Snapshot); break;
            case Report report: Keep(report); break;
        }
    }

    private void Show(MeshSnapshot mesh)
    {
        Mesh = mesh;
        CheckWaiting(mesh);
        _mesh.Shown?.Invoke(this);
    }

    /// <summary>What waits inside a replica is bounded, too.</summary>
    private void CheckWaiting(MeshSnapshot mesh)
    {
        var (waiting, most) = (mesh.Waiting, _mesh.Options);
        if (waiting.PenBatches > most.PenBatches || waiting.PenBytes > most.PenBytes || waiting.HeldWrites > most.HeldWrites)
        {
            throw new SimulationFailure($"Node {Number} keeps {waiting} waiting: more than it may.", Number);
        }
    }

    private void Complete(Completed completed)
    {
        Answers[completed.Request] = completed.Outcome;
        if (completed.Outcome is WriteAccepted accepted)
        {
            _mesh.Acknowledgements.OnAccepted(Number, accepted);
        }
    }

    private void Keep(Report report)
    {
        if (Reports.Count == ReportsKept)
        {
            Reports.RemoveRange(0, ReportsKept / 2);
        }

        Reports.Add(report);
    }
}
