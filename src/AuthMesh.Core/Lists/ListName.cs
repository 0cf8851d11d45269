using System.Buffers;

namespace AuthMesh.Core.Lists;

/// <summary>Names a list: <c>[a-z0-9][a-z0-9._-]{0,63}</c>. <see cref="Mesh"/> is the roster.</summary>
public readonly record struct ListName : IComparable<ListName>
{
    private static readonly SearchValues<char> _characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly string? _value;

    private ListName(string value) => _value = value;

    /// <summary>The roster's list; no access records live in it.</summary>
    public static ListName Mesh { get; } = new("mesh");

    /// <summary>The list that every mesh has from its founding.</summary>
    public static ListName Default { get; } = new("default");

    /// <summary>What a name may look like, for error messages.</summary>
    public const string Allowed = "1 to 64 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit";

    /// <summary>The name; empty for the default value, which names no list.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the roster's list.</summary>
    public bool IsMesh => Value == "mesh";

    /// <summary>Reads a name; false when it is not of the allowed form.</summary>
    public static bool TryParse(string? text, out ListName name)
    {
        name = default;
        if (text is null || text.Length is 0 or > 64 || !char.IsAsciiLetterOrDigit(text[0]) || text.AsSpan().ContainsAnyExcept(_characters))
        {
            return false;
        }

        name = new ListName(text);
        return true;
    }

    /// <summary>Reads a name that is known to be well formed.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static ListName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no list name: {Allowed}.");

    /// <inheritdoc/>
    public int CompareTo(ListName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
