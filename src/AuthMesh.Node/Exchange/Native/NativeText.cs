using System.Text;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>A text as a scalar of YAML: bare where that is safe, else in the quotes of JSON.</summary>
internal static class NativeText
{
    public static string Of(string text) => YamlScalar.CanBeBare(text) ? text : Quoted(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' or (>= 0x7f and <= 0xa0) or 0x2028 or 0x2029 or 0xfeff or 0xfffe or 0xffff => quoted.Append($"\\u{rune.Value:x4}"),
                > 0xffff => quoted.Append($"\\U{rune.Value:x8}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }
}
