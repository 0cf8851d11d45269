using System.Collections.Frozen;
using System.Globalization;

namespace AuthMesh.Core.Lists;

/// <summary>Combining classes, canonical decompositions and compositions, read from <c>NormalForm.txt</c>.</summary>
internal static class NormalFormTables
{
    // Hangul syllables by formula: Unicode Standard §3.12.
    private const int S = 0xAC00, L = 0x1100, V = 0x1161, T = 0x11A7;
    private const int LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    private static readonly FrozenDictionary<int, int> _classes;
    private static readonly FrozenDictionary<int, (int First, int? Second)> _decompositions;
    private static readonly FrozenDictionary<(int First, int Second), int> _compositions;
    private static readonly FrozenSet<int> _breakers;

    static NormalFormTables()
    {
        var classes = new Dictionary<int, int>();
        var decompositions = new Dictionary<int, (int, int?)>();
        var compositions = new Dictionary<(int, int), int>();
        var breakers = new HashSet<int>();

        foreach (var line in Lines())
        {
            var fields = line.Split(' ');
            var points = fields[1..].Select(field => int.TryParse(field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) ? point : 0).ToArray();
            switch (fields[0])
            {
                case "class":
                    foreach (var point in Enumerable.Range(points[0], points[1] - points[0] + 1))
                    {
                        classes[point] = int.Parse(fields[3], CultureInfo.InvariantCulture);
                        breakers.Add(point);
                    }

                    break;
                case "pair":
                    decompositions[points[0]] = (points[1], points[2]);
                    compositions[(points[1], points[2])] = points[0];
                    breakers.Add(points[2]);
                    break;
                case "only":
                    decompositions[points[0]] = (points[1], points.Length > 2 ? points[2] : null);
                    breakers.Add(points[0]);
                    break;
            }
        }

        _classes = classes.ToFrozenDictionary();
        _decompositions = decompositions.ToFrozenDictionary();
        _compositions = compositions.ToFrozenDictionary();
        _breakers = breakers.ToFrozenSet();
    }

    /// <summary>True when text with this code point may be out of normal form C: it is a mark, may compose with what stands before it, or never stays.</summary>
    public static bool CanBreakC(int point) =>
        point >= 0x300 && (_breakers.Contains(point) || point is (>= V and < V + VCount) or (> T and < T + TCount));

    /// <summary>The canonical combining class; 0 for what starts a sequence.</summary>
    public static int Class(int point) => point < 0x300 ? 0 : _classes.GetValueOrDefault(point);

    /// <summary>One step of canonical decomposition; null when there is none.</summary>
    public static (int First, int? Second)? Decompose(int point)
    {
        if (point is >= S and < S + SCount)
        {
            var index = point - S;
            return index % TCount != 0
                ? (point - (index % TCount), T + (index % TCount))
                : (L + (index / (VCount * TCount)), V + (index / TCount % VCount));
        }

        return _decompositions.TryGetValue(point, out var parts) ? parts : null;
    }

    /// <summary>The code point that two compose into; null when there is none.</summary>
    public static int? Compose(int first, int second)
    {
        if (first is >= L and < L + LCount && second is >= V and < V + VCount)
        {
            return S + ((((first - L) * VCount) + (second - V)) * TCount);
        }

        if (first is >= S and < S + SCount && (first - S) % TCount == 0 && second is > T and < T + TCount)
        {
            return first + (second - T);
        }

        return _compositions.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static IEnumerable<string> Lines()
    {
        using var resource = typeof(NormalFormTables).Assembly.GetManifestResourceStream("AuthMesh.Core.Lists.NormalForm.txt")!;
        using var reader = new StreamReader(resource);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }
}
