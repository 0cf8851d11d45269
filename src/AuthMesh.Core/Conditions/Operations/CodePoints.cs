namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Texts as CEL sees them: sequences of Unicode code points, not of UTF-16 units.</summary>
internal static class CodePoints
{
    public static long Count(ReadOnlySpan<char> text)
    {
        long count = text.Length;
        for (var at = text.IndexOfAnyInRange('\uDC00', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uDC00', '\uDFFF'))
        {
            count--;
            text = text[(at + 1)..];
        }

        return count;
    }

    /// <summary>By the first code point that differs. UTF-16 has the same order, but for surrogates, which stand for what comes after all other units.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (first, second) = (left[same], right[same]);
        return char.IsSurrogate(first) == char.IsSurrogate(second) ? first.CompareTo(second) : char.IsSurrogate(first) ? 1 : -1;
    }
}
