namespace AuthMesh.Simulation.Network;

/// <summary>Logical time: what is to happen, by its time, and at the same time by the order in which it was planned.</summary>
public sealed class EventQueue
{
    private readonly PriorityQueue<Action, Moment> _events = new();
    private long _planned;

    private readonly record struct Moment(long At, long Order) : IComparable<Moment>
    {
        public int CompareTo(Moment other) => At != other.At ? At.CompareTo(other.At) : Order.CompareTo(other.Order);
    }

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now { get; private set; }

    /// <summary>How many events have happened.</summary>
    public long Happened { get; private set; }

    /// <summary>Plans something; what is past is done next.</summary>
    public void At(long time, Action action) => _events.Enqueue(action, new Moment(Math.Max(time, Now), _planned++));

    /// <summary>Lets the next event happen, if it is due by <paramref name="end"/>; false when none is.</summary>
    public bool TryStep(long end)
    {
        if (!_events.TryPeek(out var action, out var moment) || moment.At > end)
        {
            return false;
        }

        _events.Dequeue();
        Now = moment.At;
        Happened++;
        action();
        return true;
    }

    /// <summary>Lets all happen that is due by <paramref name="end"/>, and moves on to it.</summary>
    public void RunTo(long end)
    {
        while (TryStep(end))
        {
        }

        Now = end;
    }
}
