namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>Answers questions for roles by tests for certain roles: what a line leaves open is gone through, domain by domain and role by role.</summary>
internal static class RoleExpansion
{
    private static readonly IReadOnlyDictionary<Field, string> _nothing = new Dictionary<Field, string>();

    /// <summary>The same formula without role questions.</summary>
    /// <exception cref="CannotMapException">The list cannot say it exactly.</exception>
    public static Formula Expand(Formula formula) => Expand(formula, _nothing);

    /// <param name="known">The fields whose text is fixed by a test beside.</param>
    private static Formula Expand(Formula formula, IReadOnlyDictionary<Field, string> known)
    {
        switch (formula)
        {
            case Formula.AllOf all:
                return ExpandAll(all, known);
            case Formula.AnyOf any:
                return Formula.Any(any.Parts.Select(part => Expand(part, known)).ToList());
            case Formula.Not not:
                return Formula.Negation(Expand(not.Operand, known));
            case Formula.Atom { Test: Test.Equal equal } when known.TryGetValue(equal.Field, out var text):
                return text == equal.Text ? Formula.True : Formula.False;
            case Formula.RoleQuestion question:
                return Expand(question, known);
            default:
                return formula;
        }
    }

    private static Formula ExpandAll(Formula.AllOf all, IReadOnlyDictionary<Field, string> known)
    {
        var inside = new Dictionary<Field, string>(known);
        var parts = new List<Formula>();
        foreach (var part in all.Parts)
        {
            if (part is not Formula.Atom { Test: Test.Equal equal })
            {
                continue;
            }

            if (inside.TryGetValue(equal.Field, out var other))
            {
                if (other != equal.Text)
                {
                    return Formula.False;
                }
            }
            else
            {
                inside.Add(equal.Field, equal.Text);
                parts.Add(part);
            }
        }

        parts.AddRange(all.Parts.Where(part => part is not Formula.Atom { Test: Test.Equal }).Select(part => Expand(part, inside)));
        return Formula.All(parts);
    }

    private static Formula Expand(Formula.RoleQuestion question, IReadOnlyDictionary<Field, string> known)
    {
        if (question.Member is not Operand.Request { Field: { IsEntity: true } member })
        {
            throw new CannotMapException(question.At, $"{question.Graph.Name} is mapped only where its first argument is the subject or the resource of the request");
        }

        question.Graph.Use(member.Side);
        return question.Domain switch
        {
            null => InDomain(question, member, ""),
            Operand.Text domain => InDomain(question, member, domain.Value),
            Operand.Request domain when known.TryGetValue(domain.Field, out var text) => InDomain(question, member, text),
            Operand.Request domain => InAnyDomain(question, member, domain.Field, known),
            _ => throw new CannotMapException(question.At, "a domain is a field or a text"),
        };
    }

    /// <summary>In a domain that is not fixed: in one of those that there are; or the name itself, in whatever domain.</summary>
    private static Formula InAnyDomain(Formula.RoleQuestion question, Field member, Field domain, IReadOnlyDictionary<Field, string> known)
    {
        var inDomains = question.Graph.Domains.Select(text => Expand(
            Formula.All(new Formula.Atom(new Test.Equal(domain, text), question.At), InDomain(question, member, text)), known));
        return Formula.Any(inDomains.Append(Itself(question, member)).ToList());
    }

    private static Formula InDomain(Formula.RoleQuestion question, Field member, string domain)
    {
        var graph = question.Graph;
        if (question.Role is Operand.Text { Value: var role } text)
        {
            return graph.IsRole(domain, role)
                ? new Formula.Atom(new Test.InRole(member, graph.EntityOf(domain, role)), text.At)
                : Itself(question, member);
        }

        if (question.Role is not Operand.Request { Field: var asked })
        {
            throw new CannotMapException(question.At, "a role is a field or a text");
        }

        var roles = graph.RolesOf(domain).Select(one => Formula.All(
            new Formula.Atom(new Test.Equal(asked, one), question.At),
            new Formula.Atom(new Test.InRole(member, graph.EntityOf(domain, one)), question.At)));
        return Formula.Any(roles.Append(Itself(question, member)).ToList());
    }

    /// <summary>Everybody has the role of his own name.</summary>
    private static Formula Itself(Formula.RoleQuestion question, Field member) => Comparison.Equal(question.At, new Operand.Request(member), question.Role);
}
