using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Batches whose own signature was checked of late, or made, here: what may be sent without another look.</summary>
/// <remarks>
/// A batch may be proven by a later one of its writer; then its own signature was not looked at, and a liar may have damaged it. Whoever is sent it without that later one
/// would refuse it. The set is bounded: when it is full the older half is forgotten, and checked again if it is sent again.
/// </remarks>
internal sealed class CheckedSignatures(int most = 8192)
{
    private HashSet<Hash256> _older = [], _newer = [];

    public int Count => _newer.Count + _older.Count;

    public bool Contains(Hash256 id) => _newer.Contains(id) || _older.Contains(id);

    public void Add(Hash256 id)
    {
        if (_newer.Count >= most / 2)
        {
            (_older, _newer) = (_newer, _older);
            _newer.Clear();
        }

        _newer.Add(id);
    }
}
