using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>What came in over a link, and how much of it is still to be acknowledged.</summary>
/// <remarks>
/// Who wrote a batch is told at once that it is durable here: users wait for that. Who only passed it on needs to know that there is room in the window, which the next digest says as well. So where nothing is
/// odd, a large mesh acknowledges nothing by messages of their own.
/// </remarks>
internal sealed class Intake
{
    private readonly HashSet<(ListName List, Writer Writer)> _applied = [];
    private long _acknowledged;
    private uint _last;
    private bool _isInPart, _isAwaited;

    /// <summary>Bytes of messages with batches since the link began.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of them that are to be acknowledged.</summary>
    public long Owed => Bytes - _acknowledged;

    /// <summary>True when it cannot wait for the next digest.</summary>
    public bool IsUrgent(int window) => Owed > 0 && (_isInPart || _isAwaited || Owed >= window / 8);

    /// <summary>A message came.</summary>
    /// <param name="isAwaited">The far end goes on only when it knows that this was taken in.</param>
    public void Take(int bytes, bool isAwaited)
    {
        Bytes += bytes;
        _isAwaited |= isAwaited;
    }

    /// <summary>A batch of the message is applied here.</summary>
    /// <param name="isAwaited">The far end wants to know at once.</param>
    public void Applied(ListName list, Writer writer, Hash256 id, bool isAwaited)
    {
        _applied.Add((list, writer));
        _last = UnderWay.BeginningOf(id);
        _isAwaited |= isAwaited;
    }

    /// <summary>A batch of the message is not applied here.</summary>
    public void NotApplied() => _isInPart = true;

    /// <summary>Says what was taken in since the last time.</summary>
    /// <param name="tipOf">The tip of a writer as a message has it.</param>
    public Wire.Ack Acknowledge(Func<ListName, Writer, Wire.Tip> tipOf)
    {
        var ack = new Wire.Ack { Bytes = (ulong)Bytes };
        if (_isInPart)
        {
            ack.Applied.AddRange(_applied.Select(a => tipOf(a.List, a.Writer)));
        }
        else
        {
            ack.Last = _last;
        }

        _applied.Clear();
        _acknowledged = Bytes;
        _isInPart = _isAwaited = false;
        return ack;
    }
}
