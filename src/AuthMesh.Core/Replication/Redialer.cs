using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Decides when to dial which peer: full-jitter exponential backoff without an end, and only one of two dials first.</summary>
/// <remarks>
/// Full jitter as in Brooker, "Exponential Backoff and Jitter", 2015: the wait is uniform between nothing and the capped exponential, so
/// that a mass restart spreads by itself. Once it is the cap, all of it is waited out and up to a quarter more: who is away for long costs each peer one dial in that time, and dials
/// all of them itself when it is back. A peer whose links break after seconds is not away, so the wait for it stays within seconds, too: else a network that breaks links again and again would keep
/// them from coming about. Of two nodes the one with the smaller id dials at once, the other after a second, in case
/// only its own dials get through.
/// </remarks>
internal sealed class Redialer(NodeId self, ReplicaOptions options, Jitter jitter)
{
    private const int ReluctantDelay = 1_000, CapJitter = 4, Soon = 2_000;

    /// <summary>Milliseconds for which a link must stand to show that the peer is there, and for the next wait to be as short as the first.</summary>
    private const int ShortLink = 1_000, LastingLink = 10_000;

    /// <summary>How far the backoff grows for a peer that is there: to waits below 4 s.</summary>
    private const int AttemptsOfShortLinks = 3;

    /// <summary>Dials until the wait is the cap.</summary>
    private readonly int _mostAttempts = Math.Max(0, (int)Math.Ceiling(Math.Log2(options.RedialCap / (double)options.RedialBase)));

    private readonly Dictionary<NodeId, Entry> _peers = [];

    /// <summary>Peers that are not wanted now, for as long as their waits matter.</summary>
    private readonly Dictionary<NodeId, Entry> _former = [];

    private long? _nextDialAt;
    private bool _isNextKnown;

    private sealed class Entry
    {
        public string Address = "";
        public int Attempt;
        public long DialAt;
        public bool Busy;
        public string? Failure;
        public long? LostSince;

        /// <summary>Until when a dial that was made sooner than it was due counts for the next one, too.</summary>
        public long OwedUntil;
    }

    /// <summary>Whom to keep linked, by address. New ones are dialled soon.</summary>
    /// <remarks>The waits for those that are gone are kept: who is wanted, given up and wanted again shall not be dialled more often than who is wanted all the time.</remarks>
    public void SetPeers(IReadOnlyDictionary<NodeId, string> peers, long now)
    {
        _isNextKnown = false;
        Forget(node => HasPaid(_former[node], now));
        foreach (var gone in _peers.Keys.Except(peers.Keys).ToList())
        {
            _peers.Remove(gone, out var entry);
            _former.Add(gone, entry!);
        }

        foreach (var (node, address) in peers)
        {
            if (!_peers.TryGetValue(node, out var entry))
            {
                var reluctance = self.CompareTo(node) < 0 ? 0 : ReluctantDelay;
                _peers.Add(node, entry = Return(node, now));
                entry.DialAt = Math.Max(entry.DialAt, now + reluctance + jitter.Below(10 * Math.Min(peers.Count, 300)));
            }

            entry.Address = address;
        }
    }

    /// <summary>Only of these is anything remembered that are in the roster.</summary>
    public void Keep(Func<NodeId, bool> isMember) => Forget(node => !isMember(node));

    private void Forget(Func<NodeId, bool> isForgotten)
    {
        foreach (var node in _former.Keys.Where(isForgotten).ToList())
        {
            _former.Remove(node);
        }
    }

    /// <summary>True when a peer was left alone for so long that it may be dialled as if for the first time: for each such dial a cap, so that also over many beginnings it is one dial in the cap.</summary>
    private bool HasPaid(Entry entry, long now) => !entry.Busy && entry.DialAt + ((long)entry.Attempt * options.RedialCap) <= now;

    /// <summary>A peer that is wanted, perhaps again. While it must not be dialled it counts as out of reach.</summary>
    private Entry Return(NodeId node, long now)
    {
        if (!_former.Remove(node, out var entry))
        {
            return new Entry { DialAt = now };
        }

        entry.Failure = null;
        entry.LostSince = entry.DialAt > now ? now : null;
        return entry;
    }

    private Entry? Find(NodeId node) => _peers.GetValueOrDefault(node) ?? _former.GetValueOrDefault(node);

    public string? LastFailure(NodeId node) => _peers.GetValueOrDefault(node)?.Failure;

    /// <summary>True when the peer has been out of reach for so long.</summary>
    public bool IsLost(NodeId node, long patience, long now) => _peers.TryGetValue(node, out var entry) && entry.LostSince + patience <= now;

    /// <summary>Since when the peer has been out of reach; null when it is not, or is none to dial.</summary>
    public long? LostSince(NodeId node) => _peers.GetValueOrDefault(node)?.LostSince;

    /// <summary>When a peer that is out of reach will have been so for so long.</summary>
    public long LossAt(NodeId node, long patience) => _peers[node].LostSince!.Value + patience;

    /// <summary>When the next peer will have been out of reach for so long; null when none is out of reach.</summary>
    public long? NextLossAt(long patience, long now) => _peers.Values.Select(e => e.LostSince + patience).Where(at => at > now).Min();

    /// <summary>A link to the peer is up: stop dialling.</summary>
    public void Linked(NodeId node)
    {
        if (Find(node) is { } entry)
        {
            _isNextKnown = false;
            entry.Busy = true;
            entry.Failure = null;
            entry.LostSince = null;
        }
    }

    /// <summary>A link is gone, or a dial failed: dial again after a while.</summary>
    /// <param name="stood">For how long there was a link, in milliseconds; 0 for a dial that failed.</param>
    /// <param name="quietSince">Since when the peer said nothing before the link was gone: it has been out of reach for that long; null for one that spoke.</param>
    public void Lost(NodeId node, string reason, long stood, long now, long? quietSince = null)
    {
        if (Find(node) is { } entry)
        {
            _isNextKnown = false;
            entry.Busy = false;
            entry.Failure = reason;
            entry.LostSince ??= quietSince ?? now;
            entry.Attempt = stood >= LastingLink ? 0 : Math.Min(entry.Attempt + 1, stood >= ShortLink ? AttemptsOfShortLinks : _mostAttempts);
            entry.DialAt = IsRare(entry)
                ? Math.Max(now + options.RedialCap, entry.OwedUntil) + jitter.Below(options.RedialCap / CapJitter)
                : now + jitter.Below((long)options.RedialBase << entry.Attempt);
        }
    }

    /// <summary>True when the wait for this peer is the cap.</summary>
    private bool IsRare(Entry entry) => entry.Attempt >= _mostAttempts;

    /// <summary>Somebody else is linked with the peer again: a dial may succeed now, so it need not wait for the backoff, which stays as it is.</summary>
    /// <remarks>Who is dialled once in the cap is not dialled more often by that: the next dial waits as if this one had not been made sooner, and until then nobody hastens it.</remarks>
    public void Encourage(NodeId node, long now)
    {
        if (Find(node) is not { Busy: false } entry || (IsRare(entry) && entry.OwedUntil > now))
        {
            return;
        }

        var soon = now + jitter.Below(Soon);
        if (soon < entry.DialAt)
        {
            _isNextKnown = false;
            entry.OwedUntil = entry.DialAt + options.RedialCap;
            entry.DialAt = soon;
        }
    }

    /// <summary>The dials that are due now; each is under way from here on.</summary>
    public IEnumerable<Dial> Due(long now)
    {
        if (!(NextDialAt <= now))
        {
            return [];
        }

        var due = new List<Dial>();
        foreach (var (node, entry) in _peers)
        {
            if (!entry.Busy && entry.DialAt <= now)
            {
                entry.Busy = true;
                due.Add(new Dial(node, entry.Address));
            }
        }

        _isNextKnown = false;
        return due;
    }

    /// <summary>When the next dial is due; null for never. Asked in every round, so worked out only where something changed.</summary>
    public long? NextDialAt
    {
        get
        {
            if (!_isNextKnown)
            {
                _isNextKnown = true;
                _nextDialAt = _peers.Values.Where(e => !e.Busy).Select(e => (long?)e.DialAt).Min();
            }

            return _nextDialAt;
        }
    }
}
