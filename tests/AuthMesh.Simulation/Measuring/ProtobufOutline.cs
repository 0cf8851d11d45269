namespace AuthMesh.Simulation.Measuring;

/// <summary>Walks over the fields of a serialised Protobuf message without reading into them.</summary>
public ref struct ProtobufOutline(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The next field; <paramref name="value"/> is empty unless it is a length-delimited one. False at the end, and where the bytes are no message.</summary>
    public bool TryReadField(out int number, out ReadOnlySpan<byte> value)
    {
        value = [];
        number = 0;
        if (_rest.IsEmpty || !TryReadVarint(out var tag))
        {
            return false;
        }

        number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0: return TryReadVarint(out _);
            case 1: return TrySkip(8, out _);
            case 2: return TryReadVarint(out var length) && TrySkip(length, out value);
            case 5: return TrySkip(4, out _);
            default: return false;
        }
    }

    private bool TrySkip(ulong length, out ReadOnlySpan<byte> skipped)
    {
        skipped = [];
        if (length > (ulong)_rest.Length)
        {
            return false;
        }

        skipped = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
