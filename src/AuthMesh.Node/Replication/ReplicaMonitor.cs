using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;

namespace AuthMesh.Node.Replication;

/// <summary>Holds the current state of lists and mesh as immutable snapshots, each swapped at once: readers take no lock.</summary>
internal sealed class ReplicaMonitor : IListMonitor, IMeshMonitor
{
    private volatile ImmutableSortedDictionary<ListName, ListSnapshot> _lists = ImmutableSortedDictionary<ListName, ListSnapshot>.Empty;
    private volatile MeshSnapshot _mesh = MeshSnapshot.None(default);
    private Action<ListChange>? _listChanged;
    private Action? _meshChanged;

    /// <inheritdoc/>
    public ImmutableArray<ListSnapshot> Lists => [.. _lists.Values.Where(l => !l.List.IsMesh)];

    /// <inheritdoc/>
    public MeshSnapshot Current => _mesh;

    /// <inheritdoc/>
    public ListSnapshot? Find(ListName list) => _lists.GetValueOrDefault(list);

    event Action<ListChange>? IListMonitor.Changed
    {
        add => _listChanged += value;
        remove => _listChanged -= value;
    }

    event Action? IMeshMonitor.Changed
    {
        add => _meshChanged += value;
        remove => _meshChanged -= value;
    }

    internal void Begin(NodeId self)
    {
        if (_mesh.Self != self)
        {
            _mesh = MeshSnapshot.None(self);
        }
    }

    internal void Publish(ListPublished published)
    {
        _lists = _lists.SetItem(published.Snapshot.List, published.Snapshot);
        _listChanged?.Invoke(new ListChange(published.Snapshot, published.Batches));
    }

    internal void Withdraw(ListName list) => _lists = _lists.Remove(list);

    internal void Publish(MeshSnapshot mesh)
    {
        _mesh = mesh;
        _meshChanged?.Invoke();
    }
}
