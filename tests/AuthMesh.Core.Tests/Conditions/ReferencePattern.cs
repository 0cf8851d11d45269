using System.Collections.Immutable;
using AuthMesh.Core.Tests.Lists;

namespace AuthMesh.Core.Tests.Conditions;

/// <summary>A random pattern with what it means, by the definition: from where to where each part of it fits.</summary>
/// <remarks>Not the framework's, which takes <c>(?:a+|)+</c> for <c>a+</c> and so does not fit the empty text.</remarks>
/// <param name="Ends">All places at which a fit may end that begins at a place of a text.</param>
internal sealed record ReferencePattern(string Source, Func<string, int, ImmutableSortedSet<int>> Ends)
{
    private static readonly ReferencePattern[] _atoms =
    [
        One("a", c => c == 'a'), One("b", c => c == 'b'), One("c", c => c == 'c'), One(".", _ => true), One("[ab]", c => c != 'c'), One("[^a]", c => c != 'a'), One("[a-c]", _ => true),
        new("^", (_, at) => at == 0 ? [at] : []), new(@"\z", (text, at) => at == text.Length ? [at] : []), new("", (_, at) => [at]),
    ];

    private static readonly (string Sign, int Least, int Most)[] _repeats =
        [("*", 0, int.MaxValue), ("+", 1, int.MaxValue), ("?", 0, 1), ("*?", 0, int.MaxValue), ("{2}", 2, 2), ("{0,2}", 0, 2), ("{1,}", 1, int.MaxValue), ("{0}", 0, 0)];

    /// <summary>True when it fits some part of the text.</summary>
    public bool Fits(string text) => Enumerable.Range(0, text.Length + 1).Any(at => !Ends(text, at).IsEmpty);

    /// <summary>Over the letters a, b and c.</summary>
    public static ReferencePattern Random(Tape tape, int depth)
    {
        if (depth == 0)
        {
            return tape.Of(_atoms);
        }

        ReferencePattern Inner() => Random(tape, depth - 1);
        return tape.Next(6) switch
        {
            0 => Either("(?:", Inner(), Inner()),
            1 => Inner().Repeated(tape.Of(_repeats)),
            2 => Either("(", Inner(), Inner(), Inner()),
            _ => Inner().Then(Inner()),
        };
    }

    private static ReferencePattern One(string source, Func<char, bool> fits) => new(source, (text, at) => at < text.Length && fits(text[at]) ? [at + 1] : []);

    private static ReferencePattern Either(string opening, params ReferencePattern[] parts) =>
        new($"{opening}{string.Join('|', parts.Select(part => part.Source))})", (text, at) => [.. parts.SelectMany(part => part.Ends(text, at))]);

    private ReferencePattern Then(ReferencePattern next) => new(Source + next.Source, (text, at) => next.After(text, Ends(text, at)));

    private ReferencePattern Repeated((string Sign, int Least, int Most) times) => new($"(?:{Source}){times.Sign}", (text, at) =>
    {
        ImmutableSortedSet<int> reached = [at];
        for (var turn = 0; turn < times.Least; turn++)
        {
            reached = After(text, reached);
        }

        // Each further turn reaches a place more, or none: then no other one will.
        for (var turn = times.Least; turn < times.Most && After(text, reached).Union(reached) is var more && more.Count > reached.Count; turn++)
        {
            reached = more;
        }

        return reached;
    });

    private ImmutableSortedSet<int> After(string text, ImmutableSortedSet<int> places) => [.. places.SelectMany(at => Ends(text, at))];
}
