namespace AuthMesh.Core.Identity;

/// <summary>Names a mesh: the id of its founding batch. Shown as 64 hexadecimal digits.</summary>
public readonly record struct MeshId(Hash256 Value)
{
    /// <summary>Reads 64 hexadecimal digits; false for anything else.</summary>
    public static bool TryParse(string? text, out MeshId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        if (text is not { Length: 2 * Hash256.Size } ||
            Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        id = new MeshId(new Hash256(bytes));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
