using System.Globalization;
using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange;

/// <summary>The text of an end of a window: RFC 3339 in UTC with milliseconds, as short as it goes.</summary>
internal static class Instant
{
    /// <summary>Null for an end that is open.</summary>
    public static string? Text(long milliseconds)
    {
        if (milliseconds is long.MinValue or long.MaxValue)
        {
            return null;
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return time.ToString(time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>The window between two ends, each null when open.</summary>
    public static Window Between(long? notBefore, long? expiresAt) => new(notBefore ?? Window.Always.NotBefore, expiresAt ?? Window.Always.ExpiresAt);
}
