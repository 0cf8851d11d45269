using System.Net;
using System.Text.RegularExpressions;
using AuthMesh.Node.Exchange.Casbin;
using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Tests.Exchange;

/// <summary>Casbin's enforcement word by word, over the matcher as it was parsed: what an import must agree with. It knows nothing of entries.</summary>
internal sealed class ReferenceEnforcer(CasbinModel model, IReadOnlyList<PolicyLine> lines)
{
    public bool Enforce(params IReadOnlyList<string> request)
    {
        var rules = lines.Where(line => line.Kind == "p").ToList();
        var asksThePolicy = model.Matcher.All().Any(term => term is Term.PolicyField);
        var effects = asksThePolicy && rules.Count > 0
            ? rules.Where(rule => IsTrue(model.Matcher, request, rule.Values)).Select(EffectOf).ToList()
            : IsTrue(model.Matcher, request, null) ? ["allow"] : [];
        return model.Effect switch
        {
            PolicyEffect.AllowOverride => effects.Contains("allow"),
            PolicyEffect.DenyOverride => !effects.Contains("deny"),
            _ => effects.Contains("allow") && !effects.Contains("deny"),
        };
    }

    private string EffectOf(PolicyLine rule) => model.PolicyFields.ToList().IndexOf("eft") is >= 0 and var at ? rule.Values[at] : "allow";

    private bool IsTrue(Term term, IReadOnlyList<string> request, IReadOnlyList<string>? rule) => term switch
    {
        Term.Truth truth => truth.Value,
        Term.And and => IsTrue(and.Left, request, rule) && IsTrue(and.Right, request, rule),
        Term.Or or => IsTrue(or.Left, request, rule) || IsTrue(or.Right, request, rule),
        Term.Not not => !IsTrue(not.Operand, request, rule),
        Term.Compare { Operator: "==" } equal => Text(equal.Left, request, rule) == Text(equal.Right, request, rule),
        Term.Compare { Operator: "!=" } unequal => Text(unequal.Left, request, rule) != Text(unequal.Right, request, rule),
        Term.In choice => choice.Choices.Any(one => Text(one, request, rule) == Text(choice.Item, request, rule)),
        Term.Call { Function: "eval" } eval => IsTrue(MatcherParser.Parse(SourceText.At(eval.At, Text(eval.Arguments[0], request, rule))), request, rule),
        Term.Call call => Call(call.Function, [.. call.Arguments.Select(argument => Text(argument, request, rule))]),
        _ => throw new NotSupportedException(term.ToString()),
    };

    private string Text(Term term, IReadOnlyList<string> request, IReadOnlyList<string>? rule) => term switch
    {
        Term.Text text => text.Value,
        Term.RequestField field => request[model.RequestFields.ToList().IndexOf(field.Field)],
        Term.PolicyField field => rule?[model.PolicyFields.ToList().IndexOf(field.Field)] ?? "",
        _ => throw new NotSupportedException(term.ToString()),
    };

    private bool Call(string function, string[] arguments) => function switch
    {
        ['g', ..] => HasLink(function, arguments[0], arguments[1], arguments.ElementAtOrDefault(2)),
        "keyMatch" => arguments[1].Split('*') is [var before, _, ..] ? arguments[0].StartsWith(before, StringComparison.Ordinal) : arguments[0] == arguments[1],
        "keyMatch2" => Regex.IsMatch(arguments[0], "^" + Regex.Replace(arguments[1].Replace("/*", "/.*", StringComparison.Ordinal), ":[^/]+", "[^/]+") + "$"),
        "globMatch" => Regex.IsMatch(arguments[0], "^" + string.Concat(arguments[1].Select(c => c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Regex.Escape(c.ToString()))) + "$"),
        "regexMatch" => Regex.IsMatch(arguments[0], arguments[1]),
        "ipMatch" => IPNetwork.Parse(arguments[1]).Contains(IPAddress.Parse(arguments[0])),
        _ => throw new NotSupportedException(function),
    };

    private bool HasLink(string graph, string from, string to, string? domain)
    {
        var reached = new HashSet<string> { from };
        while (lines.Any(line => line.Kind == graph && line.Values.ElementAtOrDefault(2) == domain && reached.Contains(line.Values[0]) && reached.Add(line.Values[1])))
        {
        }

        return reached.Contains(to);
    }
}
