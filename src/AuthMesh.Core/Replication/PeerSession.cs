using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>What a replica knows about one live link: who is there, what each end announced, and how many bytes are under way.</summary>
internal sealed class PeerSession(LinkId link, NodeId peer, bool dialled, long openedAt, int window)
{
    public LinkId Link { get; } = link;

    public NodeId Peer { get; } = peer;

    public bool Dialled { get; } = dialled;

    public long OpenedAt { get; } = openedAt;

    /// <summary>Both ends agreed on a protocol version; before that only a Hello is taken.</summary>
    public bool Greeted { get; set; }

    /// <summary>Wall clock of the last message, Unix milliseconds.</summary>
    public long LastHeard { get; set; }

    public Dictionary<ListName, PeerList> Lists { get; } = [];

    /// <summary>Tells when its digests were sent.</summary>
    public SendingTimes SendingTimes { get; } = new();

    /// <summary>The id of the tip query that this peer has confirmed; 0 for none.</summary>
    public ulong ConfirmedQuery { get; set; }

    // Flow: bytes of Batches messages since the link began.
    public int Window { get; set; } = window;

    public long Sent { get; set; }

    public long Acknowledged { get; set; }

    public long Received { get; set; }

    public long ReceivedAcknowledged { get; set; }

    /// <summary>Tips that became durable by batches of this link since the last acknowledgement.</summary>
    public HashSet<(ListName List, Writer Writer)> AppliedSinceAck { get; } = [];

    public long UnderWay => Sent - Acknowledged;

    /// <summary>A message is always let through when nothing is under way, so that one larger than the window cannot block the link.</summary>
    public bool HasRoomFor(long bytes) => UnderWay == 0 || UnderWay + bytes <= Window;

    // Digests.
    public long LastDigestAt { get; set; } = long.MinValue / 2;

    public long NextIdleDigestAt { get; set; }

    public long AnnouncedChange { get; set; }

    /// <summary>What is known of a list at the far end; made at first mention.</summary>
    public PeerList this[ListName list]
    {
        get
        {
            if (!Lists.TryGetValue(list, out var known))
            {
                Lists.Add(list, known = new PeerList());
            }

            return known;
        }
    }
}

/// <summary>One list as the far end of a link announced it, and the progress of what is sent to it and asked from it.</summary>
internal sealed class PeerList
{
    /// <summary>Announced maximal batches that are not applied here; empty when this node has all that the peer announced.</summary>
    public List<Hash256> Unknown { get; set; } = [];

    /// <summary>True once the peer announced the list as one that it received as a whole.</summary>
    public bool Ready { get; set; }

    /// <summary>True once the peer announced the list at all.</summary>
    public bool Announced { get; set; }

    /// <summary>True when the announcement was full, and so may have left out maximal batches.</summary>
    public bool Full { get; set; }

    /// <summary>True when the peer has more batches than this node, and its announcement may have left out which.</summary>
    public bool LeavesOut(ListReplica list) => Full && Batches > list.Batches;

    /// <summary>How many batches the peer announced.</summary>
    public long Batches { get; set; }

    /// <summary>What the peer is known to have applied.</summary>
    public VersionVector Known { get; set; } = VersionVector.Empty;

    /// <summary>The last batch of this node's current writer that was pushed, or that the peer had at the greeting.</summary>
    public long Pushed { get; set; }

    /// <summary>When to ask for what is unknown; null when nothing is.</summary>
    public long? AskAt { get; set; }

    /// <summary>How often in a row a fetch from this peer brought nothing new.</summary>
    public int FruitlessPulls { get; set; }

    /// <summary>The pull being served to this peer; null for none.</summary>
    public Serving? Serving { get; set; }
}

/// <summary>A pull that is being served from the journal, as the window allows.</summary>
internal sealed class Serving(ulong id, Dictionary<Writer, (long After, long UpTo)> ranges, long position)
{
    public ulong Id { get; } = id;

    public Dictionary<Writer, (long After, long UpTo)> Ranges { get; } = ranges;

    /// <summary>The place in this node's order up to which the journal was looked through.</summary>
    public long Position { get; set; } = position;

    /// <summary>Batches still to be sent.</summary>
    public long Left { get; set; } = ranges.Values.Sum(r => r.UpTo - r.After);

    public bool Wants(Dot dot) => Ranges.TryGetValue(dot.Writer, out var range) && dot.Seq > range.After && dot.Seq <= range.UpTo;
}
