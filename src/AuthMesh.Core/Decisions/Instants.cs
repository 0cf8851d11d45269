using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>Sets of instants as sorted, disjoint windows.</summary>
internal static class Instants
{
    private static readonly ImmutableArray<Window> _always = [Window.Always];

    /// <summary>The instants of one window.</summary>
    public static ImmutableArray<Window> Of(Window window) => window.IsEmpty ? [] : Compact([window]);

    /// <summary>One shared array for the commonest set.</summary>
    public static ImmutableArray<Window> Compact(ImmutableArray<Window> windows) =>
        windows.Length == 1 && windows[0] == Window.Always ? _always : windows;

    /// <summary>True when the instant is in the set.</summary>
    public static bool HoldAt(this ImmutableArray<Window> windows, long instant)
    {
        foreach (var window in windows)
        {
            if (window.Contains(instant))
            {
                return true;
            }
        }

        return false;
    }
}
