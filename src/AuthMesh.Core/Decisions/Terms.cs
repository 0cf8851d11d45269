using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>When a record counts: two readings, of which no caller looks behind.</summary>
/// <param name="Certain">When it counts for allowing; lies within <paramref name="Possible"/>. Empty when contested or not understood.</param>
/// <param name="Possible">When it counts for denying; sorted, disjoint, never empty.</param>
/// <param name="Standing">In force or contested.</param>
/// <param name="IsUnderstood">False when it has something that this version does not know.</param>
internal sealed record Terms(Window Certain, ImmutableArray<Window> Possible, Standing Standing, bool IsUnderstood)
{
    /// <summary>In force at all times: one object for nearly all records.</summary>
    public static Terms Always { get; } = new(Window.Always, [Window.Always], Standing.InForce, IsUnderstood: true);

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
        foreach (var window in Possible)
        {
            if (window.Contains(instant))
            {
                return true;
            }
        }

        return false;
    }
}
