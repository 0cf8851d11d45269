namespace AuthMesh.Admin.Shell;

/// <summary>What a circuit's person was told lately about their own actions.</summary>
/// <remarks>Used on the circuit's thread only.</remarks>
internal sealed class Notices
{
    /// <summary>More would cover the page; the oldest gives way.</summary>
    public const int Limit = 3;

    private readonly List<Notice> shown = [];

    public event Action? Changed;

    /// <summary>Newest last.</summary>
    public IReadOnlyList<Notice> Shown => shown;

    public void Show(Notice notice)
    {
        if (!shown.Contains(notice))
        {
            shown.Add(notice);
            if (shown.Count > Limit)
            {
                shown.RemoveAt(0);
            }
        }

        Changed?.Invoke();
    }

    public void Dismiss(Notice notice)
    {
        if (shown.Remove(notice))
        {
            Changed?.Invoke();
        }
    }
}
