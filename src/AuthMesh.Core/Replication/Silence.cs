namespace AuthMesh.Core.Replication;

/// <summary>Tells of one link whether the far end has stopped without the link being gone.</summary>
/// <remarks>
/// News reaches neighbours within a link delay of each other, and each says so within a tick: by an acknowledgement or in its digest. So a far end that is silent for much longer after news came here has stopped, or its link
/// stands still. What was slow before is given half as much again: links differ.
/// </remarks>
internal sealed class Silence
{
    /// <summary>The longest wait that counts as one of a live far end, in milliseconds.</summary>
    private const int LongestOfTheLiving = 1_000;

    /// <summary>The longest wait of late. It fades slowly: how far away the far end is does not change, and a link carries a dozen frames a second.</summary>
    private double _longest;

    /// <summary>Since when the far end owes a word; null when it owes none.</summary>
    private long? _owedSince;

    /// <summary>Since when it has owed one for too long; null when it has not.</summary>
    public long? QuietSince { get; private set; }

    /// <summary>True once it has owed a word for too long.</summary>
    public bool IsQuiet => QuietSince is not null;

    /// <summary>There is news here, which the far end has or will be sent.</summary>
    public void Expect(long now) => _owedSince ??= now;

    /// <summary>Something came from the far end; true when it was quiet before.</summary>
    public bool Heard(long now)
    {
        if (_owedSince is { } since)
        {
            _longest = Math.Max(Math.Min(now - since, LongestOfTheLiving), _longest - (_longest / 512));
        }

        var wasQuiet = IsQuiet;
        Excuse();
        return wasQuiet;
    }

    /// <summary>The far end owes nothing: it has said all already.</summary>
    public void Excuse() => (_owedSince, QuietSince) = (null, null);

    /// <summary>It has owed a word for too long.</summary>
    public void MarkQuiet(long now) => QuietSince = now;

    /// <summary>When it will have owed a word for too long; null when it owes none, or has already.</summary>
    /// <param name="patience">Milliseconds at least.</param>
    public long? Deadline(int patience) => IsQuiet ? null : _owedSince + (long)Math.Max(patience, _longest * 1.5);
}
