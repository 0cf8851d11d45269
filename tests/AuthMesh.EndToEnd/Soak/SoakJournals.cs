using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Simulation.Checking;
using AuthMesh.Storage;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.EndToEnd.Soak;

/// <summary>Looks into the databases of running nodes and gives the simulation's checker what they have applied since the last look.</summary>
internal sealed class SoakJournals(IReadOnlyList<NodeProcess> nodes)
{
    private const int PageBatches = 1_000, PageBytes = 4 << 20;
    private static readonly ListName[] _lists = [ListName.Mesh, ListName.Default]; // the roster first: other lists' batches name it among their causes

    private readonly SafetyChecker _checker = new();
    private readonly Dictionary<(int Node, ListName List), long> _read = [];
    private readonly Dictionary<int, HashSet<Dot>> _held = [];

    /// <summary>Batches looked at, over all nodes.</summary>
    public long Applied => _checker.Applied;

    /// <summary>Answers compared with what causality gives.</summary>
    public long Answers => _checker.Answers;

    /// <summary>Looks at all nodes. A batch before its cause, twice, or in another one's place throws.</summary>
    public void Look()
    {
        for (var node = 0; node < nodes.Count; node++)
        {
            using var store = SqliteStorage.OpenForReading(nodes[node].Settings.DataDirectory);
            foreach (var list in _lists)
            {
                Look(node, list, store);
            }
        }
    }

    /// <summary>Looks again and again until told to stop.</summary>
    public async Task WatchAsync(TimeSpan interval, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>List and roster are at the same version everywhere, with the same sum of their records.</summary>
    public void RequireAlike()
    {
        var states = nodes.Select(node =>
        {
            using var store = SqliteStorage.OpenForReading(node.Settings.DataDirectory);
            return _lists.Select(list => (
                Vector: string.Join(' ', store.ReadTips(list).OrderBy(t => t.Writer).Select(t => $"{t.Dot}={t.Batch}")),
                Sum: Convert.ToHexString(store.ReadLists().Single(l => l.List == list).StateSum.Span))).ToList();
        }).ToList();
        Assert.All(states, state => Assert.Equal(states[0], state));
    }

    /// <summary>Every node has every one of these; call after a look.</summary>
    public void RequireEverywhere(IReadOnlyCollection<Dot> acknowledged)
    {
        foreach (var (node, held) in _held)
        {
            var lost = acknowledged.Where(dot => !held.Contains(dot)).ToList();
            Assert.True(lost.Count == 0, $"Node {node} lacks {lost.Count} acknowledged writes, the first of them {lost.FirstOrDefault()}.");
        }
    }

    /// <summary>Every answer was what causality gives for the version that it named; call after a look.</summary>
    public void RequireRight(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            _checker.OnAnswered(answer.Node, answer.Asked, answer.Version, answer.IsAllowed);
        }
    }

    private void Look(int node, ListName list, IReplicaStore store)
    {
        IReadOnlyList<JournalBatch> page;
        var position = _read.GetValueOrDefault((node, list));
        while ((page = store.ReadJournal(list, position, PageBatches, PageBytes)).Count > 0)
        {
            _checker.OnApplied(node, list, page);
            position = page[^1].Position;
            if (!list.IsMesh)
            {
                if (!_held.TryGetValue(node, out var held))
                {
                    _held.Add(node, held = []);
                }

                held.UnionWith(page.Select(b => b.Dot));
            }
        }

        _read[(node, list)] = position;
    }
}
