using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A pattern as it is written.</summary>
internal abstract record Piece
{
    /// <summary>One code point of the set.</summary>
    public sealed record One(CodePointSet Set) : Piece;

    /// <summary>No code point, but a place.</summary>
    public sealed record Place(InstructionKind Kind) : Piece;

    /// <summary>One after the other.</summary>
    public sealed record Sequence(ImmutableArray<Piece> Pieces) : Piece;

    /// <summary>One of them.</summary>
    public sealed record Alternatives(ImmutableArray<Piece> Pieces) : Piece;

    /// <summary>So many times the same.</summary>
    /// <param name="Most">Null for any number.</param>
    public sealed record Repetition(Piece Repeated, int Least, int? Most) : Piece;
}
