using System.Text.RegularExpressions;

namespace AuthMesh.Admin.Entries;

/// <summary>Reads what is typed into the search box: <c>subject:user:alice effect:deny report</c>. Words in quotes may hold blanks.</summary>
internal static partial class SearchText
{
    /// <summary>The filters named in the text are added to those that hold already; what names none is searched for.</summary>
    public static EntryFilter AddTo(EntryFilter filter, string? text)
    {
        var words = new List<string>();
        foreach (Match match in Word().Matches(text ?? ""))
        {
            var value = match.Groups["value"].Value.Trim('"');
            var added = match.Groups["key"].Value switch
            {
                "subject" => filter with { Subject = value },
                "action" => filter with { Action = value },
                "resource" => filter with { Resource = value },
                "effect" when EffectText.Parse(value) is { } effect => filter with { Effect = effect },
                "is" when value == "contested" => filter with { Contested = true },
                _ => null,
            };
            if (added is null)
            {
                words.Add(match.Value.Trim('"'));
            }

            filter = added ?? filter;
        }

        return filter with { Text = words.Count == 0 ? null : string.Join(' ', words) };
    }

    [GeneratedRegex("""(?:(?<key>subject|action|resource|effect|is):)?(?<value>"[^"]*"|\S+)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
