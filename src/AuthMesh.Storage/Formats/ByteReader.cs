using System.Buffers.Binary;
using System.Text;
using AuthMesh.Core.Identity;

namespace AuthMesh.Storage.Formats;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Whatever does not fit is damage: <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when all is read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>One byte.</summary>
    public byte Byte() => Raw(1)[0];

    /// <summary>A number that is not negative.</summary>
    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        throw new InvalidDataException("A stored number is too long.");
    }

    /// <summary>A number that counts or indexes something.</summary>
    public int Count() => Number() is var value and <= int.MaxValue ? (int)value : throw new InvalidDataException("A stored count is too large.");

    /// <summary>Eight bytes.</summary>
    public long Fixed() => BinaryPrimitives.ReadInt64BigEndian(Raw(sizeof(long)));

    /// <summary>32 bytes.</summary>
    public Hash256 Hash() => new(Raw(Hash256.Size));

    /// <summary>UTF-8 with its length.</summary>
    public string Text()
    {
        var length = Count();
        return length == 0 ? "" : Decode(Raw(length));
    }

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Raw(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("A stored value ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    /// <summary>The bytes before the next one of this value, which is read, too.</summary>
    public ReadOnlySpan<byte> Until(byte value)
    {
        var length = _rest.IndexOf(value);
        if (length < 0)
        {
            throw new InvalidDataException("A stored value has no end.");
        }

        var taken = _rest[..length];
        _rest = _rest[(length + 1)..];
        return taken;
    }

    /// <summary>Reads the next byte when it has this value.</summary>
    public bool Skip(byte value)
    {
        var found = !AtEnd && _rest[0] == value;
        _rest = found ? _rest[1..] : _rest;
        return found;
    }

    /// <summary>Throws unless all is read.</summary>
    public readonly void End()
    {
        if (!AtEnd)
        {
            throw new InvalidDataException("A stored value is longer than it should be.");
        }
    }

    /// <summary>Text from UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return ByteWriter.StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("A stored text is not UTF-8.", e);
        }
    }
}
