using System.Globalization;

namespace AuthMesh.Admin.Controls;

/// <summary>Instants as people read them. Exact ones are in UTC: sites lie in several zones, and everybody must read the same.</summary>
internal static class TimeText
{
    private const long LastSecond = 253_402_300_799_999;

    /// <summary><c>2026-03-01 09:30:00 UTC</c>.</summary>
    public static string Exact(long milliseconds) => At(milliseconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-03-01 09:30</c>, or the day alone at midnight.</summary>
    public static string Short(long milliseconds)
    {
        var at = At(milliseconds);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary><c>now</c>, <c>3 min ago</c>, <c>in 2 days</c>; beyond a month the day.</summary>
    public static string Relative(long milliseconds, DateTimeOffset now)
    {
        var distance = now - At(milliseconds);
        var size = distance.Duration();
        if (size < TimeSpan.FromSeconds(10))
        {
            return ControlsTexts.Now;
        }

        if (size > TimeSpan.FromDays(30))
        {
            return At(milliseconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var amount = size switch
        {
            { TotalMinutes: < 1 } => string.Format(ControlsTexts.Seconds, (int)size.TotalSeconds),
            { TotalHours: < 1 } => string.Format(ControlsTexts.Minutes, (int)size.TotalMinutes),
            { TotalDays: < 1 } => string.Format(ControlsTexts.Hours, (int)size.TotalHours),
            { TotalDays: < 2 } => ControlsTexts.Day,
            _ => string.Format(ControlsTexts.Days, (int)size.TotalDays),
        };
        return string.Format(distance > TimeSpan.Zero ? ControlsTexts.Ago : ControlsTexts.Ahead, amount);
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, LastSecond));
}
