namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>What stands at one side of a test.</summary>
internal abstract record Operand
{
    /// <summary>A text, from the matcher or from a policy line.</summary>
    internal sealed record Text(string Value, Place At) : Operand;

    /// <summary>A number or truth value, as JSON.</summary>
    internal sealed record Literal(string Json) : Operand;

    /// <summary>A field of the request.</summary>
    internal sealed record Request(Field Field) : Operand;
}
