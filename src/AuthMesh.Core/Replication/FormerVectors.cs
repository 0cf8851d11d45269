using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>What a node had of a list at times just past. Vectors share what is equal, so each costs what had changed.</summary>
internal sealed class FormerVectors(VersionVector atFirst)
{
    private readonly Queue<(long Since, VersionVector Vector)> _later = new();
    private VersionVector _earliest = atFirst;

    /// <summary>The node has this from now on.</summary>
    /// <param name="oldestAsked">Nobody will ask for earlier times than this.</param>
    public void Note(VersionVector vector, long now, long oldestAsked)
    {
        _later.Enqueue((now, vector));
        At(oldestAsked);
    }

    /// <summary>What it had at a time: from call to call a later one.</summary>
    public VersionVector At(long time)
    {
        while (_later.TryPeek(out var next) && next.Since <= time)
        {
            _earliest = _later.Dequeue().Vector;
        }

        return _earliest;
    }
}
