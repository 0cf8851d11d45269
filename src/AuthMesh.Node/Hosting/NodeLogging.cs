namespace AuthMesh.Node.Hosting;

/// <summary>The log: structured, UTC, one event a line.</summary>
internal static class NodeLogging
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    public static void AddNodeLogging(this WebApplicationBuilder builder, StartPhase starting)
    {
        // Why a start failed is said once, in a line of our own, and not in traces.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => !starting.IsOn && level >= LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => !starting.IsOn && level >= LogLevel.Warning);

        // Only the owner gets into the data directory: that is the session keys' protection, and nothing to warn of.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        // Links tell of their ends themselves; SignalR would repeat it as an error with a trace.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.Critical);

        builder.Logging.ClearProviders();
        var format = builder.Configuration.GetSection(LogOptions.Section).Get<LogOptions>()?.Format;
        if (format == LogFormat.Json)
        {
            builder.Logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = Timestamp.TrimEnd();
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = Timestamp;
            });
        }
    }
}
