using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>Makes an entry of an alternative: what a pattern can say goes into the patterns, by which entries are found; the rest into the condition.</summary>
internal sealed class EntryMapping(RequestShape shape)
{
    /// <summary>The entry; null when no question could ever match it.</summary>
    /// <param name="hasLine">False where there is no policy line and its fields are empty texts.</param>
    /// <exception cref="CannotMapException">A name that no list can hold.</exception>
    public EntryKey? ToEntry(Effect effect, IReadOnlyList<Literal> alternative, bool hasLine)
    {
        var rest = alternative.ToList();
        if (!hasLine && rest.Exists(literal => literal is { IsWanted: true, Test: Test.Equal { Text: "", Field.Side: not Side.Context } }))
        {
            return null;
        }

        var (subject, action, resource) = (Entity(Side.Subject, rest), Action(rest), Entity(Side.Resource, rest));
        return new EntryKey(effect, subject, action, resource, string.Join(" && ", rest.Select(CelText.Of)));
    }

    private string Entity(Side side, List<Literal> rest)
    {
        var type = shape.TypeOf(side);
        var best = rest.Where(literal => literal.IsWanted && FieldOf(literal.Test) is { Attribute: null } field && field.Side == side)
            .OrderBy(literal => Rank(literal.Test)).FirstOrDefault();
        switch (best.Test)
        {
            case Test.Equal equal:
                rest.Remove(best);
                return Checked($"{type}:{equal.Text}", best, NameRules.EntityError);
            case Test.InRole role:
                rest.Remove(best);
                return Checked(role.Role, best, NameRules.EntityError);
            case Test.StartsWith starts:
                rest.Remove(best);
                return Checked($"{type}:{starts.Prefix}*", best, NameRules.PatternError);
            case Test.Matches { Prefix: var prefix } when NameRules.PatternError($"{type}:{prefix}*") is null:
                return $"{type}:{prefix}*"; // the condition says the rest
            default:
                return $"{type}:*";
        }
    }

    private static string Action(List<Literal> rest)
    {
        var fixedName = rest.Find(literal => literal is { IsWanted: true, Test: Test.Equal { Field: { Side: Side.Action, Attribute: null } } });
        if (fixedName.Test is not Test.Equal equal)
        {
            return "*";
        }

        rest.Remove(fixedName);
        return Checked(equal.Text, fixedName, NameRules.IdError);
    }

    private static Field? FieldOf(Test test) => test switch
    {
        Test.Equal equal => equal.Field,
        Test.InRole role => role.Field,
        Test.StartsWith starts => starts.Field,
        Test.Matches matches => matches.Field,
        _ => null,
    };

    /// <summary>The narrower a pattern, the sooner.</summary>
    private static int Rank(Test test) => test switch { Test.Equal => 0, Test.InRole => 1, Test.StartsWith => 2, _ => 3 };

    private static string Checked(string text, Literal literal, Func<string, string?> errorOf) => errorOf(text) is { } error
        ? throw new CannotMapException(literal.At, $"would be '{text}', which no list can hold: it {error}")
        : text;
}
