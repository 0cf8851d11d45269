using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;

namespace AuthMesh.Simulation;

/// <summary>Nodes on a simulated network with logical time: one seed, one run, to the byte.</summary>
public sealed class SimulatedMesh : IDisposable
{
    private readonly Random _random;
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private readonly List<SimulatedLink> _links = [];
    private readonly HashSet<(int, int)> _cut = [];
    private long _order;
    private long _lastLink;

    /// <summary>So many nodes, the first of which has founded the mesh and admitted the others, linked and in step.</summary>
    public SimulatedMesh(int seed, int nodes, ReplicaOptions? options = null)
    {
        _random = new Random(seed);
        Options = options ?? new ReplicaOptions();
        Nodes = [.. Enumerable.Range(0, nodes).Select(n => new SimulatedNode(this, n))];
        Nodes[0].Request(r => new FoundingRequested(r, "node-0", Nodes[0].Address));
        foreach (var node in Nodes.Skip(1))
        {
            Join(node);
        }

        RunUntil(InStep, 60_000);
    }

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now { get; private set; }

    /// <summary>The wall clock at the beginning, Unix milliseconds.</summary>
    public long WallStart { get; } = 1_800_000_000_000;

    /// <summary>Least and greatest delay of a frame, in milliseconds.</summary>
    public (int Min, int Max) Latency { get; set; } = (1, 20);

    /// <summary>The nodes by number.</summary>
    public IReadOnlyList<SimulatedNode> Nodes { get; } = [];

    /// <summary>What went over the wires.</summary>
    public Traffic Traffic { get; set; } = new();

    /// <summary>Safety at every step.</summary>
    public SafetyChecker Checker { get; } = new();

    internal ReplicaOptions Options { get; }

    /// <summary>Shared by all nodes.</summary>
    public SimulatedVerifier Verifier { get; } = new();

    /// <summary>Admits a node by an invitation of the founder.</summary>
    public void Join(SimulatedNode node)
    {
        var founder = Nodes[0];
        var invited = founder.Request(r => new InviteRequested(r, new InviteRequest(TimeSpan.FromHours(1), 1, NeedsApproval: false, Steward: false, "test")));
        if (!Invitation.TryParse(((InviteOutcome)founder.Answers[invited]).Join!, out var invitation, out var error))
        {
            throw new InvalidOperationException(error);
        }

        var key = new SimulatedKey(node.Number).PublicKey;
        var admitted = founder.Request(r => new AdmissionRequested(r, new JoinClaim(invitation.Id, invitation.Secret, key, $"node-{node.Number}", node.Address)));
        var answer = (JoinAnswer)founder.Answers[admitted];
        node.Request(r => new AdoptionRequested(r, answer.Mesh!.Value, founder.Id, founder.Address));
    }

    /// <summary>True when all nodes that are up have the same lists, ready, byte for byte.</summary>
    public bool InStep()
    {
        var up = Nodes.Where(n => n.Replica is not null).ToList();
        var first = up[0].Lists;
        return first.Count > 1 && up.TrueForAll(n => n.Lists.Count == first.Count && n.Lists.Values.All(l =>
            l.Ready && first.TryGetValue(l.List, out var other) && other.Version.Equals(l.Version) && other.StateHash == l.StateHash && other.Counts == l.Counts));
    }

    /// <summary>Lets time pass.</summary>
    public void Run(long milliseconds)
    {
        var end = Now + milliseconds;
        while (_events.TryPeek(out _, out var next) && next.At <= end)
        {
            Step();
        }

        Now = end;
    }

    /// <summary>Lets time pass until something holds.</summary>
    /// <exception cref="TimeoutException">It does not hold within so many milliseconds of logical time.</exception>
    public void RunUntil(Func<bool> holds, long milliseconds)
    {
        var end = Now + milliseconds;
        while (!holds())
        {
            if (!_events.TryPeek(out _, out var next) || next.At > end)
            {
                throw new TimeoutException($"It did not come to hold within {milliseconds} ms.");
            }

            Step();
        }
    }

    /// <summary>Cuts or mends the network between two groups of nodes. Broken links are noticed at once; new dials fail.</summary>
    public void Cut(IEnumerable<SimulatedNode> some, IEnumerable<SimulatedNode> others, bool cut = true)
    {
        foreach (var (a, b) in some.SelectMany(a => others.Select(b => (a, b))))
        {
            _ = cut ? _cut.Add(Pair(a, b)) : _cut.Remove(Pair(a, b));
            if (cut)
            {
                _links.Where(l => l.Joins(a, b)).ToList().ForEach(l => l.Break("the network is cut"));
            }
        }
    }

    /// <summary>Breaks a link at random, if there is any.</summary>
    public void BreakSomeLink()
    {
        if (_links.Count > 0)
        {
            _links[_random.Next(_links.Count)].Break("bad luck");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }
    }

    /// <summary>A number from the run's own random source.</summary>
    public int Next(int limit) => _random.Next(limit);

    internal int NextSeed() => _random.Next();

    internal long NextLatency() => _random.Next(Latency.Min, Latency.Max + 1);

    internal void At(long time, Action action) => _events.Enqueue(action, (time, _order++));

    internal void Forget(SimulatedLink link) => _links.Remove(link);

    /// <summary>One node connects to another.</summary>
    public void Dial(SimulatedNode from, NodeId peer)
    {
        var to = Nodes.FirstOrDefault(n => n.Id == peer);
        At(Now + (2 * NextLatency()), () =>
        {
            if (from.Replica is null)
            {
                return;
            }

            if (to?.Replica is null || to.Frozen || _cut.Contains(Pair(from, to)))
            {
                from.Handle(new DialFailed(peer, "no answer"));
                return;
            }

            var link = new SimulatedLink(this, from, to, new LinkId(++_lastLink), new LinkId(++_lastLink));
            _links.Add(link);
            link.Open();
        });
    }

    private static (int, int) Pair(SimulatedNode a, SimulatedNode b) => (Math.Min(a.Number, b.Number), Math.Max(a.Number, b.Number));

    private void Step()
    {
        var action = _events.TryDequeue(out var due, out var at) ? due : throw new InvalidOperationException("Nothing is to come.");
        Now = at.At;
        action();
    }
}
