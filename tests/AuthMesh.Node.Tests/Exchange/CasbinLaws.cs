using System.Text;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Casbin;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Node.Tests.Exchange;

/// <summary>Whatever model and policy: an import answers every request of a small universe as Casbin does, or is refused.</summary>
public sealed class CasbinLaws
{
    private static readonly string[] _names = ["a", "b", "/x", "/x/y", "/x/y/z", "10.0.0.1", "10.1.0.0", "read"];
    private static readonly string[] _patterns = [.. _names, "/x*", "/x/*", "/x/:id", "*", "/?", "/*/*", "10.0.0.0/16", "re", "a|b"];
    private static readonly string[] _rules = ["r.sub == 'a'", "r.sub == r.obj || r.act == 'b'", "!(r.dom == p.obj)", "false"];
    private static readonly string[] _effects = ["some(where (p.eft == allow))", "!some(where (p.eft == deny))", "some(where (p.eft == allow)) && !some(where (p.eft == deny))"];

    private static readonly string[] _atoms =
    [
        "r.sub == p.sub", "r.obj == p.obj", "r.act == p.act", "r.dom == p.dom", "r.sub != p.sub", "r.sub == r.obj", "r.sub == 'a'", "r.obj in ('b', '/x')", "p.act == '*'",
        "g(r.sub, p.sub)", "g2(r.obj, p.obj)", "g3(r.sub, p.sub, r.dom)", "g3(r.sub, r.obj, p.dom)", "g3(r.sub, 'b', p.dom)", "g3(r.obj, p.obj, r.act)",
        "keyMatch(r.obj, p.obj)", "keyMatch2(r.obj, p.obj)", "globMatch(r.obj, p.obj)", "regexMatch(r.act, p.act)", "keyMatch(r.dom, p.dom)", "eval(p.rule)",
    ];

    [Fact]
    public void An_import_answers_as_Casbin_does_or_is_refused()
    {
        var (mapped, refused) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(80), Prop.ForAll((int[] choices) =>
        {
            var next = 0;
            int Next(int below) => next < choices.Length ? (int)((uint)choices[next++] * 2654435761u % (uint)below) : 0;
            string Of(string[] from) => from[Next(from.Length)];
            string Formula(int depth) => depth == 0 || Next(3) == 0
                ? Of(_atoms)
                : Next(5) switch { 0 => $"!({Formula(depth - 1)})", < 3 => $"({Formula(depth - 1)} || {Formula(depth - 1)})", _ => $"{Formula(depth - 1)} && {Formula(depth - 1)}" };

            var model = Encoding.UTF8.GetBytes(
                "[request_definition]\nr = sub, dom, obj, act\n[policy_definition]\np = sub, dom, obj, act, rule, eft\n" +
                $"[role_definition]\ng = _, _\ng2 = _, _\ng3 = _, _, _\n[policy_effect]\ne = {Of(_effects)}\n[matchers]\nm = {Formula(3)}\n");
            var policy = new StringBuilder();
            for (var i = Next(4); i > 0; i--)
            {
                policy.Append($"p, {Of(_names)}, {Of(_patterns)}, {Of(_patterns)}, {Of(_patterns)}, {Of(_rules)}, {Of(["allow", "allow", "deny", "other"])}\n");
            }

            for (var i = Next(5); i > 0; i--)
            {
                policy.Append(Next(3) switch { 0 => $"g, {Of(_names)}, {Of(_names)}\n", 1 => $"g2, {Of(_names)}, {Of(_names)}\n", _ => $"g3, {Of(_names)}, {Of(_names)}, {Of(_names)}\n" });
            }

            var text = Encoding.UTF8.GetBytes(policy.ToString());
            var content = CasbinImport.Read("m.conf", model, "p.csv", text);
            if (content.Problems.Count > 0)
            {
                refused++;
                return;
            }

            mapped++;
            var read = ModelReader.Read("m.conf", model, new FileProblems("m.conf"))!;
            var enforcer = new ReferenceEnforcer(read, PolicyReader.Read("p.csv", text, read, new FileProblems("p.csv")));
            var decisions = new OfflineDecisions(content.Records);
            foreach (var subject in _names)
            {
                foreach (var thing in _names)
                {
                    foreach (var (domain, action) in (IEnumerable<(string, string)>)[("a", "read"), (thing, "b"), ("/x/y", thing), ("other", "xread")])
                    {
                        var expected = enforcer.Enforce(subject, domain, thing, action);
                        Assert.True(
                            expected == decisions.IsAllowed(CasbinQuestion.Of(content, subject, domain, thing, action), instant: 0),
                            $"({subject}, {domain}, {thing}, {action}): Casbin says {expected}\n{Encoding.UTF8.GetString(model)}\n{policy}\n{string.Join('\n', content.Records.Select(record => AuthMesh.Node.Exchange.Plans.RecordText.Of(record.Key)))}");
                    }
                }
            }
        }));
        Assert.True(mapped > 50 && refused > 0, $"{mapped} mapped, {refused} refused");
    }
}
