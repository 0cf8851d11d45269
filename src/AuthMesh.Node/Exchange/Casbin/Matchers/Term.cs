namespace AuthMesh.Node.Exchange.Casbin.Matchers;

/// <summary>A part of a matcher as it is written.</summary>
internal abstract record Term(Place At)
{
    internal sealed record Text(Place At, string Value) : Term(At);

    /// <param name="Value">As written, in JSON's form.</param>
    internal sealed record Number(Place At, string Value) : Term(At);

    internal sealed record Truth(Place At, bool Value) : Term(At);

    /// <summary><c>r.field</c>, or <c>r.field.Attribute</c> of a request whose field is an object.</summary>
    internal sealed record RequestField(Place At, string Field, string? Attribute) : Term(At);

    /// <summary><c>p.field</c>.</summary>
    internal sealed record PolicyField(Place At, string Field) : Term(At);

    internal sealed record Call(Place At, string Function, IReadOnlyList<Term> Arguments) : Term(At);

    internal sealed record Not(Place At, Term Operand) : Term(At);

    internal sealed record And(Place At, Term Left, Term Right) : Term(At);

    internal sealed record Or(Place At, Term Left, Term Right) : Term(At);

    /// <param name="Operator">One of <c>== != &lt; &lt;= &gt; &gt;= =~ !~</c>.</param>
    internal sealed record Compare(Place At, string Operator, Term Left, Term Right) : Term(At);

    /// <summary><c>item in ('a', 'b')</c>.</summary>
    internal sealed record In(Place At, Term Item, IReadOnlyList<Term> Choices) : Term(At);

    /// <summary>This term and all that it is made of.</summary>
    public IEnumerable<Term> All() => Parts().SelectMany(part => part.All()).Prepend(this);

    private IEnumerable<Term> Parts() => this switch
    {
        Call call => call.Arguments,
        Not not => [not.Operand],
        And and => [and.Left, and.Right],
        Or or => [or.Left, or.Right],
        Compare compare => [compare.Left, compare.Right],
        In choice => [choice.Item, .. choice.Choices],
        _ => [],
    };
}
