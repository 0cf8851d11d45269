using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>A condition as it is written, before names and types are looked at.</summary>
/// <param name="Offset">Where its errors are shown, from 0: at the operator of an operation, the name of a member or call, else where it begins.</param>
/// <param name="Parts">The expressions directly inside.</param>
internal abstract record Expression(int Offset, ImmutableArray<Expression> Parts)
{
    /// <summary>1 for an expression without parts, else one more than the deepest of them.</summary>
    public int Depth { get; } = 1 + Parts.Select(part => part.Depth).DefaultIfEmpty(0).Max();

    /// <summary>A number, text, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public sealed record Literal(Value Value, int Offset) : Expression(Offset, []);

    /// <summary>A variable.</summary>
    public sealed record Variable(string Name, int Offset) : Expression(Offset, []);

    /// <summary><c>operand.name</c>.</summary>
    public sealed record Member(Expression Operand, string Name, int Offset) : Expression(Offset, [Operand]);

    /// <summary><c>operand[key]</c>.</summary>
    public sealed record Index(Expression Operand, Expression Key, int Offset) : Expression(Offset, [Operand, Key]);

    /// <summary><c>name(arguments)</c> or <c>receiver.name(arguments)</c>.</summary>
    public sealed record Call(Expression? Receiver, string Name, ImmutableArray<Expression> Arguments, int Offset)
        : Expression(Offset, Receiver is null ? Arguments : Arguments.Insert(0, Receiver));

    /// <summary>An operator with one or two operands, three for <c>?</c>, and any number from two for <c>&amp;&amp;</c> and <c>||</c>.</summary>
    public sealed record Operation(string Symbol, ImmutableArray<Expression> Operands, int Offset) : Expression(Offset, Operands);

    /// <summary><c>[items]</c>.</summary>
    public sealed record List(ImmutableArray<Expression> Items, int Offset) : Expression(Offset, Items);

    /// <summary><c>{key: value}</c>, keys and values in turn.</summary>
    public sealed record Map(ImmutableArray<Expression> KeysAndValues, int Offset) : Expression(Offset, KeysAndValues);
}
