using System.Buffers.Binary;
using System.Text;
using AuthMesh.Core.Identity;
using AuthMesh.Storage.Database;

namespace AuthMesh.Storage.Formats;

/// <summary>Collects the bytes of a stored value. One instance is used again and again: <see cref="Take"/> empties it.</summary>
internal sealed class ByteWriter
{
    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>Throws on lone surrogates: text that could not be read back as it was must not be written.</summary>
    public static UTF8Encoding StrictUtf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One byte.</summary>
    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>A number that is mostly small: seven bits a byte, the highest bit says that more follow (LEB128).</summary>
    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    /// <summary>A number that is not negative.</summary>
    public void Number(long value) => Number(checked((ulong)value));

    /// <summary>Eight bytes.</summary>
    public void Fixed(long value) => BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), value);

    /// <summary>32 bytes.</summary>
    public void Hash(Hash256 value) => value.CopyTo(Reserve(Hash256.Size));

    /// <summary>UTF-8 with its length.</summary>
    public void Text(string value)
    {
        var length = StrictUtf8.GetByteCount(value);
        Number(length);
        StrictUtf8.GetBytes(value, Reserve(length));
    }

    /// <summary>The bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>What was written, as an array of its own; the writer is then empty.</summary>
    public byte[] Take()
    {
        var bytes = _buffer.AsSpan(0, _length).ToArray();
        _length = 0;
        return bytes;
    }

    /// <summary>Forgets what was written.</summary>
    public void Reset() => _length = 0;

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
