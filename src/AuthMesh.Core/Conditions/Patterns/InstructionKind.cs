namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>What an instruction of a pattern does.</summary>
internal enum InstructionKind : byte
{
    /// <summary>Takes one code point of its set and goes on with the next instruction.</summary>
    Take,

    /// <summary>Goes on at both targets.</summary>
    Fork,

    /// <summary>Goes on with the next instruction where the text begins.</summary>
    Begin,

    /// <summary>Goes on with the next instruction where the text ends.</summary>
    End,

    /// <summary>The pattern fits.</summary>
    Fit,
}
