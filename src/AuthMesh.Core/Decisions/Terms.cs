using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>When a record counts: two readings, of which no caller looks behind.</summary>
internal readonly struct Terms
{
    /// <summary>Null where the two readings are the same, as they nearly always are.</summary>
    private readonly Reading? _denying;

    private Terms(Window certain, Reading? denying)
    {
        Certain = certain;
        _denying = denying;
    }

    /// <summary>In force at all times, as nearly all records are.</summary>
    public static Terms Always { get; } = new(Window.Always, null);

    /// <summary>True for those.</summary>
    public bool IsAlways => _denying is null && Certain == Window.Always;

    /// <summary>When it counts for allowing; lies within <see cref="Possible"/>. Empty when contested or not understood.</summary>
    public Window Certain { get; }

    /// <summary>When it counts for denying; sorted, disjoint, never empty.</summary>
    public ImmutableArray<Window> Possible => _denying?.Windows ?? [Certain];

    /// <summary>In force or contested.</summary>
    public Standing Standing => _denying?.Standing ?? Standing.InForce;

    /// <summary>False when it has something that this version does not know.</summary>
    public bool IsUnderstood => _denying?.IsUnderstood ?? true;

    /// <summary>Those of a record; null when it never counts.</summary>
    public static Terms? Of(ListRecord record)
    {
        if (record.Heads is [{ Operation: ChangeOperation.Put, DenyOnly: false } head] && head.Details.Window == Window.Always && record.Key.IsUnderstood)
        {
            return Always;
        }

        var standing = RecordStanding.Of(record);
        if (standing.DenyWindows.IsEmpty)
        {
            return null;
        }

        // A record that is contested or not understood has no window for allowing, so its readings differ.
        var isOneReading = standing.DenyWindows is [var only] && only == standing.AllowWindow;
        return new Terms(standing.AllowWindow, isOneReading ? null : new Reading(standing.DenyWindows, standing.Standing, record.Key.IsUnderstood));
    }

    /// <summary>True where both say the same in one reading; two that are in doubt are not compared.</summary>
    public bool IsSame(in Terms other) => _denying is null && other._denying is null && Certain == other.Certain;

    /// <summary>True when it counts for denying at the instant (Unix milliseconds).</summary>
    public bool MayHoldAt(long instant)
    {
        if (_denying is null)
        {
            return Certain.Contains(instant);
        }

        foreach (var window in _denying.Windows)
        {
            if (window.Contains(instant))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Reading(ImmutableArray<Window> Windows, Standing Standing, bool IsUnderstood);
}
