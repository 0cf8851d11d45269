using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

/// <summary>A node reduced to what a list means: it writes batches, takes those of others in causal order, and answers questions.</summary>
public sealed class Site(string name, long clock = 1_000_000)
{
    private readonly Dictionary<RecordKey, ListRecord> _records = [];
    private readonly List<Batch> _journal = [];
    private readonly StateSum _sum = new();
    private HybridTimestamp _time;

    public Writer Writer { get; } = new(new NodeId(new Hash256(SHA256.HashData(Encoding.UTF8.GetBytes(name)))), new Incarnation(1));

    public VersionVector Seen { get; private set; } = VersionVector.Empty;

    public DecisionIndex Index { get; private set; } = DecisionIndex.Empty;

    public IReadOnlyList<Batch> Journal => _journal;

    public IEnumerable<ListRecord> Records => _records.Values;

    public Hash256 StateHash => _sum.Digest();

    public Batch Write(params Change[] changes) => Write(denyOnly: false, changes);

    public Batch Write(bool denyOnly, params Change[] changes)
    {
        var dot = new Dot(Writer, Seen[Writer] + 1);
        _time = HybridTimestamp.Next(_time, clock);
        var batch = new Batch(dot, new Hash256(SHA256.HashData(Encoding.UTF8.GetBytes(dot.ToString()))), Seen, _time, denyOnly, [.. changes]);
        Receive(batch);
        return batch;
    }

    /// <summary>Applies a batch whose causes are here; one that is here already changes nothing.</summary>
    public void Receive(Batch batch)
    {
        Assert.True(Seen.Covers(batch.Past), "Causal delivery is the precondition.");
        if (Seen.Covers(batch.Dot))
        {
            return;
        }

        foreach (var (key, head) in batch.Heads)
        {
            var before = _records.GetValueOrDefault(key, new ListRecord(key, []));
            var after = before with { Heads = HeadMerge.Apply(before.Heads, head, batch.Past) };
            _sum.Subtract(ListName.Default, before);
            _sum.Add(ListName.Default, after);
            _records[key] = after;
        }

        Index = Index.With([.. batch.Changes.Select(change => _records[change.Key]).Distinct()]);
        Seen = Seen.With(batch.Dot);
        _time = new HybridTimestamp(Math.Max(_time.Value, batch.Time.Value));
        _journal.Add(batch);
    }

    /// <summary>Takes all that the other has.</summary>
    public void PullFrom(Site other)
    {
        foreach (var batch in other.Journal)
        {
            Receive(batch);
        }
    }

    /// <summary>Both have what either had.</summary>
    public void Meet(Site other)
    {
        PullFrom(other);
        other.PullFrom(this);
    }

    public RecordStanding StandingOf(RecordKey key) => RecordStanding.Of(_records[key]);

    public bool Allows(string subject, string action, string resource, long instant = 0) =>
        Index.IsAllowed(new AccessRequest(subject, action, resource), instant);
}
