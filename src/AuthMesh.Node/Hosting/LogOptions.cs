namespace AuthMesh.Node.Hosting;

/// <summary>How the log is written, on standard output. Section <c>AuthMesh:Log</c>; levels are set in <c>Logging:LogLevel</c>.</summary>
internal sealed class LogOptions
{
    public const string Section = "AuthMesh:Log";

    /// <summary><c>Line</c>: one line for people. <c>Json</c>: one JSON object a line, for collectors. Default: <c>Line</c>.</summary>
    public LogFormat Format { get; set; } = LogFormat.Line;
}

/// <summary>The forms of a log line.</summary>
internal enum LogFormat
{
    Line,
    Json,
}
