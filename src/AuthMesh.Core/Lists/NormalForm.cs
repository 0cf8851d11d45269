using System.Text;

namespace AuthMesh.Core.Lists;

/// <summary>Tells whether text is in Unicode normal form C.</summary>
/// <remarks>
/// <para>Why not <see cref="string.IsNormalized()"/>: with invariant globalization, which lets a node run on a machine without ICU, it says yes to
/// everything. Names that look alike would then be different names.</para>
/// <para>Source: Unicode Standard Annex #15. Most text holds no character that could break the form (§9, quick check) and is done with. Other text is
/// decomposed, its marks are put in order and composed again (§1.3 and Unicode Standard §3.11, D108 to D117); it was in the form if nothing changed.
/// Code points that the tables do not know stand for themselves.</para>
/// </remarks>
internal static class NormalForm
{
    /// <summary>False also for lone surrogates, which are no Unicode text at all.</summary>
    public static bool IsC(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return true;
        }

        var points = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            points.Add(rune.Value);
            at += length;
        }

        return !points.Exists(NormalFormTables.CanBreakC) || Compose(Reorder(Decompose(points))).SequenceEqual(points);
    }

    private static List<int> Decompose(List<int> points)
    {
        var result = new List<int>(points.Count * 2);
        var rest = new Stack<int>(Enumerable.Reverse(points));
        while (rest.TryPop(out var point))
        {
            if (NormalFormTables.Decompose(point) is not var (first, second))
            {
                result.Add(point);
                continue;
            }

            if (second is { } mark)
            {
                rest.Push(mark);
            }

            rest.Push(first);
        }

        return result;
    }

    /// <summary>Sorts each run of marks by class; marks of one class keep their order.</summary>
    private static List<int> Reorder(List<int> points)
    {
        var result = new List<int>(points.Count);
        var marks = new List<int>();
        foreach (var point in points)
        {
            if (NormalFormTables.Class(point) != 0)
            {
                marks.Add(point);
                continue;
            }

            result.AddRange(marks.OrderBy(NormalFormTables.Class));
            marks.Clear();
            result.Add(point);
        }

        result.AddRange(marks.OrderBy(NormalFormTables.Class));
        return result;
    }

    private static List<int> Compose(List<int> points)
    {
        var result = new List<int>(points.Count);
        int starter = -1, lastClass = -1;
        foreach (var point in points)
        {
            var mark = NormalFormTables.Class(point);
            var blocked = lastClass >= 0 && lastClass >= mark;
            if (starter >= 0 && !blocked && NormalFormTables.Compose(result[starter], point) is { } composite)
            {
                result[starter] = composite;
                continue;
            }

            result.Add(point);
            (starter, lastClass) = mark == 0 ? (result.Count - 1, -1) : (starter, mark);
        }

        return result;
    }
}
