namespace AuthMesh.Core.Tests.Lists;

/// <summary>Random choices read from bytes, so that FsCheck can shrink what they lead to. At its end it gives zeros.</summary>
public sealed class Tape(byte[] bytes)
{
    private int _at;

    public bool AtEnd => _at >= bytes.Length;

    public int Next(int below) => _at < bytes.Length ? bytes[_at++] % below : 0;

    public bool OneIn(int count) => Next(count) == count - 1;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Next(choices.Count)];
}
