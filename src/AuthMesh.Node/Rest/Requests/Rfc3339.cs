using System.Globalization;
using System.Text.RegularExpressions;

namespace AuthMesh.Node.Rest.Requests;

/// <summary>Reads instants of RFC 3339 that are whole milliseconds: what the journal keeps.</summary>
internal static partial class Rfc3339
{
    /// <summary>What an instant may look like, for error messages.</summary>
    public const string Allowed = "an RFC 3339 time with at most milliseconds, e.g. 2030-01-31T08:00:00Z";

    /// <summary>Unix milliseconds; false for anything else, also for finer fractions, which would be lost.</summary>
    public static bool TryParse(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (!Form().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        milliseconds = time.ToUnixTimeMilliseconds();
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,3})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Form();
}
