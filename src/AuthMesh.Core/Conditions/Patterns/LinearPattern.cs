using System.Diagnostics.CodeAnalysis;
using System.Text;
using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A regular expression whose matching takes time in proportion to the text, whatever the two. Immutable; for any number of threads.</summary>
/// <remarks>
/// <para>All ways through the pattern are followed side by side, one code point of the text after the other: the set of instructions that are waiting for the
/// next code point is all that is remembered, and no instruction is in it twice. So each code point costs at most one look at each instruction, and nothing is
/// tried again. Source: R. Cox, Regular Expression Matching: the Virtual Machine Approach (2009), without captures, which nobody here asks for.</para>
/// <para>Why not the framework's own linear engine: it builds its automaton while it matches, behind a lock, at a cost that depends on the text and cannot be
/// counted in steps; and it keeps some hundred times the memory.</para>
/// </remarks>
internal sealed class LinearPattern
{
    private readonly Instruction[] _instructions;

    private LinearPattern(Instruction[] instructions)
    {
        _instructions = instructions;
    }

    /// <summary>Reads the pattern; otherwise <paramref name="error"/> says what in it is not allowed, and where.</summary>
    public static bool TryCreate(string pattern, [NotNullWhen(true)] out LinearPattern? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        if (!PatternParser.TryParse(pattern, out var piece, out error))
        {
            return false;
        }

        if (PatternCompiler.Compile(piece) is not { } instructions)
        {
            error = "this pattern is too large when its repetitions are written out";
            return false;
        }

        result = new(instructions);
        return true;
    }

    /// <summary>True when the pattern fits any part of the text; Unknown when the steps do not suffice, one for each look at an instruction.</summary>
    public Truth Match(string text, ref EvaluationFrame frame)
    {
        Span<ushort> space = stackalloc ushort[4 * _instructions.Length];
        var half = space.Length / 2;
        var waiting = new InstructionSet(space[..half]);
        var next = new InstructionSet(space[half..]);
        var at = 0;
        while (true)
        {
            // The pattern may begin anywhere, unless it says where.
            if (Follow(0, at, text.Length, ref waiting))
            {
                return Truth.True;
            }

            if (!frame.Spend(1 + waiting.Count))
            {
                return Truth.Unknown;
            }

            if (at == text.Length || (waiting.Count == 0 && _instructions[0].Kind == InstructionKind.Begin))
            {
                return Truth.False;
            }

            Rune.DecodeFromUtf16(text.AsSpan(at), out var point, out var length);
            at += length;
            for (var i = 0; i < waiting.Count; i++)
            {
                if (_instructions[waiting[i]] is { Kind: InstructionKind.Take } take && take.Set!.Contains(point.Value) &&
                    Follow(waiting[i] + 1, at, text.Length, ref next))
                {
                    return Truth.True;
                }
            }

            waiting.Clear();
            var emptied = waiting;
            waiting = next;
            next = emptied;
        }
    }

    /// <summary>Adds to the set what can be reached from the instruction without taking a code point. True when this is the end of the pattern.</summary>
    private bool Follow(int instruction, int at, int length, ref InstructionSet set)
    {
        // The set is its own list of what is still to be followed: what is added is looked at later in the same loop.
        var toFollow = set.Count;
        set.Add(instruction);
        for (; toFollow < set.Count; toFollow++)
        {
            var index = set[toFollow];
            var current = _instructions[index];
            switch (current.Kind)
            {
                case InstructionKind.Fit:
                    return true;
                case InstructionKind.Fork:
                    set.Add(current.Target);
                    set.Add(current.OtherTarget);
                    break;
                case InstructionKind.Begin when at == 0:
                case InstructionKind.End when at == length:
                    set.Add(index + 1);
                    break;
            }
        }

        return false;
    }
}
