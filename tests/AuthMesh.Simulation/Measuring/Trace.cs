using System.Runtime.InteropServices;

namespace AuthMesh.Simulation.Measuring;

/// <summary>A run to the byte: a hash over every event and frame, and the latest of them to read when something goes wrong.</summary>
public sealed class Trace
{
    private const int Kept = 16_384;
    private readonly Entry[] _latest = new Entry[Kept];
    private long _count;

    private readonly record struct Entry(long At, string What, int From, int To, int Bytes, ulong Payload);

    /// <summary>Equal for equal runs; different, but for luck, for others.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    internal void Note(long at, string what, int from, int to, int bytes = 0, ulong payload = 0)
    {
        Mix((ulong)at);
        Mix(((ulong)(uint)from << 32) | (uint)to);
        _latest[_count++ % Kept] = new Entry(at, what, from, to, bytes, payload);
    }

    internal void Sent(long at, in FrameShape shape, int from, int to, ReadOnlySpan<byte> frame)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(frame))
        {
            Mix(word);
        }

        foreach (var rest in frame[(frame.Length & ~7)..])
        {
            Mix(rest);
        }

        Note(at, shape.Kind.ToString(), from, to, frame.Length, shape.Payloads is [var first, ..] ? first : 0);
    }

    /// <summary>The latest events at a node or about a payload, oldest first, one a line.</summary>
    public IEnumerable<string> Latest(int node, ulong payload = 0, int lines = 60)
    {
        var first = Math.Max(0, _count - Kept);
        var found = new List<string>();
        for (var i = _count - 1; i >= first && found.Count < lines; i--)
        {
            var e = _latest[i % Kept];
            if (node < 0 || e.From == node || e.To == node || (payload != 0 && e.Payload == payload))
            {
                var about = e.Payload == 0 ? "" : $" batch {e.Payload:x8}";
                found.Add($"{e.At,9} ms  {e.From,4} → {(e.To < 0 ? "" : e.To),-4} {e.What} {(e.Bytes > 0 ? $"{e.Bytes} bytes" : "")}{about}");
            }
        }

        found.Reverse();
        return found;
    }

    private void Mix(ulong word)
    {
        Hash = (Hash ^ word) * 1099511628211;
        Hash ^= Hash >> 29;
    }
}
