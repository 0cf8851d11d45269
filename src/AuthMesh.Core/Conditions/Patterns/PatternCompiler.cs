namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>Makes the instructions of a pattern.</summary>
/// <remarks>Source: K. Thompson, Regular Expression Search Algorithm (1968), in the form of R. Cox, Regular Expression Matching: the Virtual Machine Approach (2009).
/// A bounded repetition is written out, which is why the number of instructions is bounded.</remarks>
internal sealed class PatternCompiler
{
    /// <summary>The greatest number of instructions: what each character of a text may cost at worst.</summary>
    public const int MaxInstructions = 1000;

    private readonly List<Instruction> _instructions = [];

    /// <summary>Null when there would be too many instructions.</summary>
    public static Instruction[]? Compile(Piece pattern)
    {
        var compiler = new PatternCompiler();
        compiler.Write(pattern);
        compiler._instructions.Add(new(InstructionKind.Fit));
        return compiler.IsTooLong ? null : [.. compiler._instructions];
    }

    private int Here => _instructions.Count;

    /// <summary>From here on nothing more is written.</summary>
    private bool IsTooLong => Here > MaxInstructions;

    private void Write(Piece piece)
    {
        switch (piece)
        {
            case Piece.One one:
                Add(new(InstructionKind.Take, Set: one.Set));
                break;
            case Piece.Place place:
                Add(new(place.Kind));
                break;
            case Piece.Sequence sequence:
                foreach (var part in sequence.Pieces)
                {
                    Write(part);
                }

                break;
            case Piece.Alternatives alternatives:
                WriteAlternatives(alternatives.Pieces.AsSpan());
                break;
            case Piece.Repetition repetition:
                WriteRepetition(repetition);
                break;
        }
    }

    /// <summary>fork L1, L2; L1: the first; go to END; L2: the others; END.</summary>
    private void WriteAlternatives(ReadOnlySpan<Piece> pieces)
    {
        var jumps = new List<int>();
        for (var i = 0; i < pieces.Length; i++)
        {
            var isLast = i == pieces.Length - 1;
            var fork = isLast ? -1 : Add(default);
            Write(pieces[i]);
            if (!isLast)
            {
                jumps.Add(Add(default));
                Set(fork, fork + 1, Here);
            }
        }

        foreach (var jump in jumps)
        {
            Set(jump, Here, Here);
        }
    }

    private void WriteRepetition(Piece.Repetition repetition)
    {
        for (var i = 0; i < repetition.Least && !IsTooLong; i++)
        {
            Write(repetition.Repeated);
        }

        if (repetition.Most is null)
        {
            // LOOP: fork BODY, END; BODY: …; go to LOOP; END.
            var loop = Add(default);
            Write(repetition.Repeated);
            var back = Add(default);
            Set(back, loop, loop);
            Set(loop, loop + 1, Here);
            return;
        }

        // fork BODY, END for each further time.
        var forks = new List<int>();
        for (var i = repetition.Least; i < repetition.Most && !IsTooLong; i++)
        {
            forks.Add(Add(default));
            Write(repetition.Repeated);
        }

        foreach (var fork in forks)
        {
            Set(fork, fork + 1, Here);
        }
    }

    private int Add(Instruction instruction)
    {
        if (!IsTooLong)
        {
            _instructions.Add(instruction);
        }

        return Here - 1;
    }

    private void Set(int fork, int target, int otherTarget) => _instructions[fork] = new(InstructionKind.Fork, target, otherTarget);
}
