using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>What a replica knows about one live link: who is there, what each end announced, and how many bytes are under way.</summary>
internal sealed class PeerSession(LinkId link, NodeId peer, bool dialled, long openedAt, int window, LinkCounts counts, RumourTalk rumours)
{
    public LinkId Link { get; } = link;

    public NodeId Peer { get; } = peer;

    public bool Dialled { get; } = dialled;

    public long OpenedAt { get; } = openedAt;

    /// <summary>Both ends agreed on a protocol version; before that only a Hello is taken.</summary>
    public bool Greeted { get; set; }

    /// <summary>Wall clock of the last message, Unix milliseconds.</summary>
    public long LastHeard { get; set; }

    /// <summary>Tells whether the far end has stopped.</summary>
    public Silence Silence { get; } = new();

    /// <summary>When a link that is needed no more is to be closed; null for one that is needed.</summary>
    public long? CloseAt { get; set; }

    public Dictionary<ListName, PeerList> Lists { get; } = [];

    /// <summary>How many batches the far end announced that are not here.</summary>
    public int Announced => Lists.Values.Sum(l => l.Unknown.Count);

    /// <summary>Tells when its digests were sent.</summary>
    public SendingTimes SendingTimes { get; } = new();

    /// <summary>The id of the tip query that this peer has confirmed; 0 for none.</summary>
    public ulong ConfirmedQuery { get; set; }

    /// <summary>Flow, sending: batches that are not acknowledged.</summary>
    public UnderWay UnderWay { get; } = new(window);

    /// <summary>Flow, receiving: batches that are to be acknowledged.</summary>
    public Intake Intake { get; } = new();

    /// <summary>How many batches this node had applied when all were pushed, or were for others to push; null while some wait.</summary>
    public long? PushedAll { get; set; }

    /// <summary>When the next digest is due.</summary>
    public long NextDigestAt { get; set; }

    /// <summary>When a digest last showed that both ends have the same; when the link began, before.</summary>
    public long EqualAt { get; set; } = openedAt;

    public long LastDigestAt { get; set; } = long.MinValue / 2;

    /// <summary>The last state that this end announced, as counted by the replica.</summary>
    public long AnnouncedChange { get; set; }

    /// <summary>What is said about who is alive.</summary>
    public RumourTalk Rumours { get; } = rumours;

    /// <summary>Trees, sending: origins whose batches the far end asked to be pushed (true) or not to be (false), where that is not the tree of the roster.</summary>
    public Dictionary<NodeId, bool> Asked { get; } = [];

    /// <summary>Trees, receiving: origins whose batches this end asked the far end not to push.</summary>
    public HashSet<NodeId> Declined { get; } = [];

    /// <summary>What went over this peer's links and what was odd about it.</summary>
    public LinkCounts Counts { get; } = counts;

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
