using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Replication;

/// <summary>How old what is known here of a list may be, now.</summary>
internal sealed class DataAges(IMeshMonitor mesh, ReplicaClock clock)
{
    /// <summary>Null while it cannot be told.</summary>
    public TimeSpan? Of(ListName list) => mesh.Current.DataAge(list, clock.Now());
}
