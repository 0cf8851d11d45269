namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>A formula as alternatives, each of tests that must all hold or not hold: each alternative becomes an entry.</summary>
internal static class Alternatives
{
    /// <summary>The most alternatives of one policy line.</summary>
    public const int Most = 10_000;

    /// <summary>The alternatives; none when it never holds, an empty one when it always does.</summary>
    /// <exception cref="CannotMapException">There are too many.</exception>
    public static IReadOnlyList<IReadOnlyList<Literal>> Of(Formula formula, Place at) => Of(formula, isWanted: true, at);

    private static IReadOnlyList<IReadOnlyList<Literal>> Of(Formula formula, bool isWanted, Place at) => formula switch
    {
        Formula.Constant constant => constant.Value == isWanted ? [[]] : [],
        Formula.Atom atom => [[new Literal(atom.Test, isWanted, atom.At)]],
        Formula.Not not => Of(not.Operand, !isWanted, at),
        Formula.AllOf all => isWanted ? Product(all.Parts, isWanted, at) : Union(all.Parts, isWanted, at),
        Formula.AnyOf any => isWanted ? Union(any.Parts, isWanted, at) : Product(any.Parts, isWanted, at),
        _ => throw new ArgumentException($"No alternatives of {formula.GetType().Name}.", nameof(formula)),
    };

    private static List<IReadOnlyList<Literal>> Union(IReadOnlyList<Formula> parts, bool isWanted, Place at)
    {
        var all = new List<IReadOnlyList<Literal>>();
        foreach (var part in parts)
        {
            all.AddRange(Of(part, isWanted, at));
            Check(all.Count, at);
        }

        return all;
    }

    private static List<IReadOnlyList<Literal>> Product(IReadOnlyList<Formula> parts, bool isWanted, Place at)
    {
        List<IReadOnlyList<Literal>> product = [[]];
        foreach (var part in parts)
        {
            var factors = Of(part, isWanted, at);
            Check((long)product.Count * factors.Count, at);
            product = [.. product.SelectMany(_ => factors, Join).OfType<List<Literal>>()];
        }

        return product;
    }

    /// <summary>Both; null when they contradict each other.</summary>
    private static List<Literal>? Join(IReadOnlyList<Literal> left, IReadOnlyList<Literal> right)
    {
        var joined = left.Concat(right).DistinctBy(literal => (literal.Test, literal.IsWanted)).ToList();
        var texts = new Dictionary<Field, string>();
        foreach (var literal in joined)
        {
            if (joined.Any(other => other.Test == literal.Test && other.IsWanted != literal.IsWanted) ||
                (literal is { IsWanted: true, Test: Test.Equal equal } && !texts.TryAdd(equal.Field, equal.Text)))
            {
                return null;
            }
        }

        return joined;
    }

    private static void Check(long count, Place at)
    {
        if (count > Most)
        {
            throw new CannotMapException(at, $"amounts to more than {Most} alternatives, each of which would be an entry");
        }
    }
}
