using System.Diagnostics;

namespace AuthMesh.Admin.Shell;

/// <summary>Names a failure to its reader, so that its line in the log can be found.</summary>
internal static class Failure
{
    /// <summary>The running activity's id where there is one, so that log and trace agree.</summary>
    public static string NewId() => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString()[..16];
}
