namespace AuthMesh.Core.Lists;

/// <summary>Anything an entry or membership speaks of, named <c>type:id</c> and split at the first colon.</summary>
/// <remarks>Rules: <see cref="NameRules"/>. The value is stored as given: names are refused, never normalised.</remarks>
public readonly record struct EntityRef(string Value) : IComparable<EntityRef>
{
    /// <summary>The part before the first colon; empty in a value without one, which a newer or lying writer may have sent.</summary>
    public string Type => Value[..Math.Max(0, Value.IndexOf(':', StringComparison.Ordinal))];

    /// <summary>The part after the first colon; the whole value where there is none.</summary>
    public string Id => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The entity that stands for a bare action name.</summary>
    public static EntityRef Action(string name) => new("action:" + name);

    /// <summary>Reads a well-formed name; otherwise says in <paramref name="error"/> what is wrong and what is allowed.</summary>
    public static bool TryParse(string? text, out EntityRef entity, out string? error)
    {
        error = NameRules.EntityError(text);
        entity = error is null ? new EntityRef(text!) : default;
        return error is null;
    }

    /// <inheritdoc/>
    public int CompareTo(EntityRef other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
