#pragma warning disable
namespace AuthMesh.Core;
public static class Lat
{
    static readonly System.Collections.Concurrent.ConcurrentQueue<(long, string)> Q = new();
    static readonly string? P = Environment.GetEnvironmentVariable("LAT");
    static Lat() { if (P != null) { var t = new Thread(() => { while (true) { Thread.Sleep(500); Flush(); } }) { IsBackground = true }; t.Start(); } }
    static void Flush() { var sb = new System.Text.StringBuilder(); while (Q.TryDequeue(out var x)) sb.Append(x.Item1).Append(' ').Append(Environment.ProcessId).Append(' ').Append(x.Item2).Append('\n'); if (sb.Length > 0) System.IO.File.AppendAllText(P + "." + Environment.ProcessId, sb.ToString()); }
    public static void Mark(string s) { if (P != null) Q.Enqueue((System.Diagnostics.Stopwatch.GetTimestamp(), s)); }
}
