using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange;

/// <summary>A record that a file holds: to be in force with this content.</summary>
/// <param name="At">Where it stands in the file.</param>
internal readonly record struct FileRecord(RecordKey Key, Details Details, Position At)
{
    public Change ToPut() => Change.Put(Key, Details);
}
