using System.Collections.Immutable;
using System.Text;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A class of code points: what a pattern takes at one place. Immutable.</summary>
internal sealed class CodePointSet
{
    private readonly ImmutableArray<(int First, int Last)> _ranges;
    private readonly bool _isNegated;
    private readonly bool _ignoresCase;
    private readonly UInt128 _ascii;

    public CodePointSet(ImmutableArray<(int First, int Last)> ranges, bool isNegated = false, bool ignoresCase = false)
    {
        _ranges = ranges;
        _isNegated = isNegated;
        _ignoresCase = ignoresCase;
        for (var point = 0; point < 128; point++)
        {
            _ascii |= (Decide(point) ? UInt128.One : UInt128.Zero) << point;
        }
    }

    public bool Contains(int point) => point < 128 ? ((_ascii >> point) & 1) != 0 : Decide(point);

    private bool Decide(int point) => _isNegated != (IsInRanges(point) || (_ignoresCase && IsInRangesInOtherCase(new Rune(point))));

    private bool IsInRangesInOtherCase(Rune rune) => IsInRanges(Rune.ToLowerInvariant(rune).Value) || IsInRanges(Rune.ToUpperInvariant(rune).Value);

    private bool IsInRanges(int point)
    {
        foreach (var (first, last) in _ranges)
        {
            if (point >= first && point <= last)
            {
                return true;
            }
        }

        return false;
    }
}
