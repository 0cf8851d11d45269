namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>What a matcher asks of a request once the values of a policy line stand in it.</summary>
internal abstract record Formula
{
    public static Formula True { get; } = new Constant(true);

    public static Formula False { get; } = new Constant(false);

    internal sealed record Constant(bool Value) : Formula;

    internal sealed record Not(Formula Operand) : Formula;

    internal sealed record AllOf(IReadOnlyList<Formula> Parts) : Formula;

    internal sealed record AnyOf(IReadOnlyList<Formula> Parts) : Formula;

    /// <summary>A test that is made of no others.</summary>
    internal sealed record Atom(Test Test, Place At) : Formula;

    /// <summary>A role is asked for that is not fixed yet: <c>g(member, role[, domain])</c>, each argument a field or a text.</summary>
    internal sealed record RoleQuestion(RoleGraph Graph, Operand Member, Operand Role, Operand? Domain, Place At) : Formula;

    /// <summary>The conjunction, without what changes nothing.</summary>
    public static Formula All(params IEnumerable<Formula> parts)
    {
        var kept = parts.SelectMany(part => part is AllOf all ? all.Parts : [part]).Where(part => part != True).Distinct().ToList();
        return kept.Contains(False) ? False : kept.Count switch { 0 => True, 1 => kept[0], _ => new AllOf(kept) };
    }

    /// <summary>The disjunction, without what changes nothing.</summary>
    public static Formula Any(params IEnumerable<Formula> parts)
    {
        var kept = parts.SelectMany(part => part is AnyOf any ? any.Parts : [part]).Where(part => part != False).Distinct().ToList();
        return kept.Contains(True) ? True : kept.Count switch { 0 => False, 1 => kept[0], _ => new AnyOf(kept) };
    }

    public static Formula Negation(Formula operand) => operand switch
    {
        Constant constant => constant.Value ? False : True,
        Not not => not.Operand,
        _ => new Not(operand),
    };
}
