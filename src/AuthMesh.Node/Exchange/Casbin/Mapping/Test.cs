namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>A single test of a request, all of whose fixed parts are known.</summary>
internal abstract record Test
{
    internal sealed record Equal(Field Field, string Text) : Test;

    internal sealed record EqualFields(Field Left, Field Right) : Test;

    /// <param name="Operator">As in CEL.</param>
    /// <param name="Json">A number or truth value.</param>
    internal sealed record Compared(Field Field, string Operator, string Json) : Test;

    internal sealed record StartsWith(Field Field, string Prefix) : Test;

    /// <param name="Prefix">What every match begins with; empty when nothing is known.</param>
    internal sealed record Matches(Field Field, string Pattern, string Prefix) : Test;

    /// <param name="Network">An address with the length of its network, <c>10.0.0.0/8</c>.</param>
    internal sealed record InNetwork(Field Field, string Network) : Test;

    /// <param name="Role">The entity that stands for the role.</param>
    internal sealed record InRole(Field Field, string Role) : Test;
}
