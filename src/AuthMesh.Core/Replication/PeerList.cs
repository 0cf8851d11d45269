using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>One list as the far end of a link announced it, and the progress of what is sent to it and asked from it.</summary>
internal sealed class PeerList
{
    /// <summary>Announced maximal batches that are not applied here, each with when it was announced; empty when this node has all that the peer announced.</summary>
    public Dictionary<Hash256, long> Unknown { get; } = [];

    /// <summary>True once the peer announced the list as one that it received as a whole.</summary>
    public bool Ready { get; set; }

    /// <summary>True once the peer announced the list at all.</summary>
    public bool Announced { get; set; }

    /// <summary>True while the peer has maximal batches that it is still to announce.</summary>
    public bool More { get; set; }

    /// <summary>How many batches the peer announced.</summary>
    public long Batches { get; set; }

    /// <summary>What the peer is known to have applied.</summary>
    public VersionVector Known { get; set; } = VersionVector.Empty;

    /// <summary>What this node had when the link began: what a newcomer came for.</summary>
    public VersionVector HereAtFirst { get; set; } = VersionVector.Empty;

    /// <summary>What went over this link either way, though it may not be applied there.</summary>
    public VersionVector Carried { get; set; } = VersionVector.Empty;

    /// <summary>The place in this node's journal up to which everything was pushed, or is for others to push.</summary>
    public long Pushed { get; set; }

    /// <summary>What the peer was told that this node has, or needed not be told; null before the first announcement.</summary>
    public VersionVector? Told { get; set; }

    /// <summary>True while some of what was due did not fit.</summary>
    public bool MoreToTell { get; set; }

    /// <summary>What this end announced last about having received the list as a whole.</summary>
    public bool ToldReady { get; set; }

    /// <summary>When to ask for what is unknown; null when nothing is.</summary>
    public long? AskAt { get; set; }

    /// <summary>True when what is to be asked for was announced at the greeting: no push of it was ever to be expected.</summary>
    public bool CatchesUp { get; set; }

    /// <summary>How often in a row a fetch from this peer brought nothing new.</summary>
    public int FruitlessPulls { get; set; }

    /// <summary>The pull being served to this peer; null for none.</summary>
    public Serving? Serving { get; set; }

    /// <summary>True when the peer needs not be sent this batch.</summary>
    public bool Has(Dot dot) => Known.Covers(dot) || Carried.Covers(dot);
}

/// <summary>A pull that is being served from the journal, as the window allows.</summary>
internal sealed class Serving(ulong id, Dictionary<Writer, (long After, long UpTo)> ranges, long position, VersionVector knownAtFirst)
{
    public ulong Id { get; } = id;

    public Dictionary<Writer, (long After, long UpTo)> Ranges { get; } = ranges;

    /// <summary>The place in this node's order up to which the journal was looked through.</summary>
    public long Position { get; set; } = position;

    /// <summary>The next page, made and waiting for room; null before it is made.</summary>
    public ServedPage? Page { get; set; }

    /// <summary>Batches still to be put in a page.</summary>
    public long Left { get; set; } = ranges.Values.Sum(r => r.UpTo - r.After);

    /// <summary>True for what the peer has got by another way since it asked. What it was thought to have when it asked for it, it does not have: its store may be an older one.</summary>
    public bool CameMeanwhile(Dot dot, VersionVector known) => known.Covers(dot) && !knownAtFirst.Covers(dot);

    public bool Wants(Dot dot) => Ranges.TryGetValue(dot.Writer, out var range) && dot.Seq > range.After && dot.Seq <= range.UpTo;
}
