using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Replication;

/// <summary>What this end sent over a link and the far end has not acknowledged: how many bytes of batches, and which.</summary>
/// <remarks>
/// Because this end remembers, an acknowledgement needs to name no batch: it says how much was taken in, and, as a check that both mean the same, how the last batch of it begins. What is remembered is bounded by the window: some
/// dozens of bytes for each message and writer in it.
/// </remarks>
internal sealed class UnderWay(int window)
{
    private readonly Queue<Message> _messages = new();

    private readonly record struct Message(long End, uint Last, ListName List, Dot[] Tips);

    /// <summary>The most bytes that may be under way.</summary>
    public int Window { get; set; } = window;

    /// <summary>Bytes that were sent since the link began.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes of them that the far end has taken in.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Bytes that are under way.</summary>
    public long Bytes => Sent - Acknowledged;

    /// <summary>A message is always let through when nothing is under way, so that one larger than the window cannot block the link.</summary>
    public bool HasRoomFor(long bytes) => Bytes == 0 || Bytes + bytes <= Window;

    /// <summary>A message was sent.</summary>
    /// <param name="bytes">Of the whole message.</param>
    /// <param name="last">How the id of the last batch in it begins.</param>
    /// <param name="tips">Of each writer in it the last batch that its receiver is to apply.</param>
    public void Add(int bytes, uint last, ListName list, Dot[] tips)
    {
        Sent += bytes;
        _messages.Enqueue(new Message(Sent, last, list, tips));
    }

    /// <summary>The far end has taken in so much: false when it cannot have.</summary>
    /// <param name="last">How the last batch of it begins, when all of it is applied there; else 0.</param>
    /// <param name="applied">What is applied there.</param>
    public bool TryAcknowledge(ulong bytes, uint last, out List<(ListName List, Dot Dot)> applied)
    {
        applied = [];
        if (bytes > (ulong)Sent || bytes < (ulong)Acknowledged)
        {
            return false;
        }

        Acknowledged = (long)bytes;
        Message latest = default;
        while (_messages.TryPeek(out var message) && message.End <= Acknowledged)
        {
            latest = _messages.Dequeue();
            applied.AddRange(latest.Tips.Select(tip => (message.List, tip)));
        }

        if (latest.End != Acknowledged || last == 0 || latest.Last != last)
        {
            applied = [];
        }

        return true;
    }

    /// <summary>How a batch's id begins.</summary>
    public static uint BeginningOf(Hash256 id) => (uint)(Mixed.Of(id) >> 32);

    /// <summary>Of each writer the last.</summary>
    public static Dot[] TipsOf(IReadOnlyList<JournalBatch> batches)
    {
        if (batches is [var only])
        {
            return [only.Dot];
        }

        var tips = new Dictionary<Writer, Dot>();
        foreach (var batch in batches)
        {
            tips[batch.Dot.Writer] = batch.Dot;
        }

        return [.. tips.Values];
    }
}
