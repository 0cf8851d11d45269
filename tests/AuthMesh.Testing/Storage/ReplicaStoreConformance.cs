using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>What <see cref="IReplicaStore"/> and <see cref="IListQueries"/> promise. Every store passes it, so the fake may be trusted elsewhere.</summary>
public abstract partial class ReplicaStoreConformance
{
    private static readonly ListName Default = ListName.Default;

    /// <summary>The store under test, empty at first.</summary>
    protected abstract IReplicaStore Store { get; }

    /// <summary>The queries beside it.</summary>
    protected abstract IListQueries Queries { get; }

    /// <summary>Ends the store without a commit, and opens what is left.</summary>
    protected abstract void Reopen();

    private void Commit(params Action[] writes)
    {
        foreach (var write in writes)
        {
            write();
        }

        Store.Commit();
    }
}
