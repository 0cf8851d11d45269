using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>When a record counts: two readings, of which no caller looks behind.</summary>
internal sealed class Terms
{
    private readonly Window _first;
    private readonly ImmutableArray<Window> _later;

    private Terms(Window certain, ImmutableArray<Window> possible, Standing standing, bool isUnderstood)
    {
        Certain = certain;
        _first = possible[0];
        _later = possible.Length == 1 ? [] : possible.RemoveAt(0);
        Standing = standing;
        IsUnderstood = isUnderstood;
    }

    /// <summary>In force at all times: one object for nearly all records.</summary>
    public static Terms Always { get; } = new(Window.Always, [Window.Always], Standing.InForce, isUnderstood: true);

    /// <summary>When it counts for allowing; lies within <see cref="Possible"/>. Empty when contested or not understood.</summary>
    public Window Certain { get; }

    /// <summary>When it counts for denying; sorted, disjoint, never empty.</summary>
    public ImmutableArray<Window> Possible => [_first, .. _later];

    /// <summary>In force or contested.</summary>
    public Standing Standing { get; }

    /// <summary>False when it has something that this version does not know.</summary>
    public bool IsUnderstood { get; }

    /// <summary>Those of a record; null when it never counts.</summary>
    public static Terms? Of(ListRecord record)
    {
        if (record.Heads is [{ Operation: ChangeOperation.Put, DenyOnly: false } head] && head.Details.Window == Window.Always && record.Key.IsUnderstood)
        {
            return Always;
        }

        var standing = RecordStanding.Of(record);
        return standing.DenyWindows.IsEmpty ? null : new Terms(standing.AllowWindow, standing.DenyWindows, standing.Standing, record.Key.IsUnderstood);
    }

    /// <summary>True when it counts for denying at the instant (Unix milliseconds).</summary>
    public bool MayHoldAt(long instant)
    {
        if (_first.Contains(instant))
        {
            return true;
        }

        foreach (var window in _later)
        {
            if (window.Contains(instant))
            {
                return true;
            }
        }

        return false;
    }
}
