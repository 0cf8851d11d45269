using System.Buffers;
using System.Text;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Conditions;

/// <summary>Which texts may be conditions at all. The text is kept as written, as part of a record's key, so it must have one form and look like what it says.</summary>
internal static class SourceRules
{
    /// <summary>C0, DEL and C1 without the blanks of the language; and the marks that turn the direction of writing, by which a text can be shown as another one.</summary>
    private static readonly SearchValues<char> _hidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Where(c => c is < 0x20 or >= 0x7F).Except(['\t', '\n', '\f', '\r']).Concat([0x200E, 0x200F, 0x2028, 0x2029])
            .Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Select(c => (char)c)]);

    /// <summary>What is wrong, or null.</summary>
    public static ConditionError? Check(string source)
    {
        if (source.AsSpan().IsWhiteSpace())
        {
            return new("the condition is empty", 1);
        }

        if (source.Length > ConditionLimits.MaxSourceBytes || Encoding.UTF8.GetByteCount(source) > ConditionLimits.MaxSourceBytes)
        {
            return new($"the condition is longer than {ConditionLimits.MaxSourceBytes} bytes of UTF-8", 1);
        }

        var hidden = source.AsSpan().IndexOfAny(_hidden);
        if (hidden >= 0)
        {
            return new("this character does not show; in a string write it as an escape", hidden + 1);
        }

        return NormalForm.IsC(source) ? null : new("the condition is not Unicode text in normal form C", 1);
    }
}
