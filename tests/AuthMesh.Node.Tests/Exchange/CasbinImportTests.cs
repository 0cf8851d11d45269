using System.Text;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Casbin;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.Tests.Exchange;

public sealed class CasbinImportTests
{
    [Fact]
    public void Roles_become_memberships_and_a_direct_grant_stays_direct()
    {
        var content = Import("g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act", "g = _, _", "p, alice, data1, read\np, admin, data2, write\ng, alice, admin\ng, admin, root");

        Assert.Equal(
            [
                "allow role:admin write data:data2",
                "allow user:alice read data:data1",
                "member role:admin in role:root",
                "member user:admin in role:admin",
                "member user:alice in role:admin",
                "member user:root in role:root",
            ],
            Records(content));
        AssertAllows(content, ("alice", "data2", "write"), ("admin", "data2", "write"), ("alice", "data1", "read"));
        AssertDenies(content, ("root", "data2", "write"), ("alice", "data1", "write"));
    }

    [Fact]
    public void What_patterns_cannot_say_goes_into_conditions()
    {
        Assert.Equal(
            ["""allow user:alice * data:/a/* when resource.id.matches("^/a/[^/]+$") && action.name.matches("GET|PUT")"""],
            Records(Import("r.sub == p.sub && keyMatch2(r.obj, p.obj) && regexMatch(r.act, p.act)", "", "p, alice, /a/:id, GET|PUT")));
        Assert.Equal(
            ["""allow user:* read data:/x* when cidr("10.1.0.0/16").containsIP(ip(subject.id))"""],
            Records(Import("ipMatch(r.sub, p.sub) && keyMatch(r.obj, p.obj) && r.act == p.act", "", "p, 10.1.2.3/16, /x*/ignored, read")));
        Assert.Equal(
            ["""allow user:* read data:* when subject.id != "bob" && !resource.id.startsWith("/secret")"""],
            Records(Import("r.sub != p.sub && !keyMatch(r.obj, p.obj) && r.act == p.act", "", "p, bob, /secret*, read")));
    }

    [Fact]
    public void Alternatives_become_entries_of_their_own()
    {
        Assert.Equal(
            ["allow user:a * data:x", "allow user:b * data:x", "allow user:root * data:*"],
            Records(Import("(r.sub in ('a', 'b') && r.obj == p.obj) || r.sub == \"root\"", "", "p, any, x, any\np, any, x, other")));
        Assert.Equal(
            ["allow user:a * data:y", "allow user:a read data:x"],
            Records(Import("r.sub == p.sub && r.obj == p.obj && (p.act == '*' || r.act == p.act)", "", "p, a, x, read\np, a, y, *")));
    }

    [Fact]
    public void Domains_have_roles_of_their_own_and_are_asked_in_the_context()
    {
        var content = Import(
            "g(r.sub, p.sub, r.dom) && r.dom == p.dom && r.obj == p.obj && r.act == p.act", "g = _, _, _",
            "p, admin, d1, x, read\np, admin, a/b, y, read\ng, alice, admin, d1\ng, bob, admin, a/b", "sub, dom, obj, act");

        Assert.Equal(
            [
                """allow role:a%2Fb/admin read data:y when context.dom == "a/b" """.Trim(),
                """allow role:d1/admin read data:x when context.dom == "d1" """.Trim(),
                "member user:admin in role:a%2Fb/admin",
                "member user:admin in role:d1/admin",
                "member user:alice in role:d1/admin",
                "member user:bob in role:a%2Fb/admin",
            ],
            Records(content));
        Assert.Equal("""{"subject":{"type":"user","id":"{sub}"},"action":{"name":"{act}"},"resource":{"type":"data","id":"{obj}"},"context":{"dom":"{dom}"}}""", content.Question);
        AssertAllows(content, ("alice", "d1", "x", "read"), ("bob", "a/b", "y", "read"));
        AssertDenies(content, ("alice", "a/b", "y", "read"), ("alice", "d1", "y", "read"), ("bob", "d1", "x", "read"));
    }

    [Fact]
    public void A_role_in_any_domain_is_gone_through_domain_by_domain()
    {
        var content = Import("g(r.sub, p.sub, r.dom) && r.obj == p.obj", "g = _, _, _", "p, admin, any, x, any\ng, alice, admin, d1\ng, bob, admin, d2", "sub, dom, obj, act");

        AssertAllows(content, ("alice", "d1", "x", "read"), ("bob", "d2", "x", "read"), ("admin", "d3", "x", "read"));
        AssertDenies(content, ("alice", "d2", "x", "read"), ("carol", "d1", "x", "read"));
    }

    [Fact]
    public void Attributes_of_objects_become_properties()
    {
        var content = Import(
            "eval(p.rule) && r.obj == p.obj", "", "p, \"r.sub.Age > 18 && r.sub.Age <= 60 && r.sub.Name == 'al'\", x\n", policy: "rule, obj");

        Assert.Equal("""allow user:* * data:x when subject.properties.Name == "al" && subject.properties.Age > 18 && subject.properties.Age <= 60""", Assert.Single(Records(content)));
        Assert.Equal("""{"subject":{"type":"user","id":"any","properties":"{sub}"},"action":{"name":"{act}"},"resource":{"type":"data","id":"{obj}"}}""", content.Question);
        AssertAllows(content, ("""{"Age": 30, "Name": "al"}""", "x", "read"), ("""{"Age": 18.5, "Name": "al"}""", "x", "read"));
        AssertDenies(content, ("""{"Age": 18, "Name": "al"}""", "x", "read"), ("""{"Age": 30, "Name": "bo"}""", "x", "read"), ("""{}""", "x", "read"));
    }

    [Fact]
    public void Deny_counts_as_the_effect_says()
    {
        const string policy = "p, a, x, read, allow\np, a, x, read, deny\np, b, x, read, allow\np, c, x, read, indeterminate";
        const string matcher = "r.sub == p.sub && r.obj == p.obj && r.act == p.act";

        Assert.Equal(["allow user:a read data:x", "allow user:b read data:x"], Records(Import(matcher, "", policy, policy: "sub, obj, act, eft")));
        Assert.Equal(
            ["allow user:a read data:x", "allow user:b read data:x", "deny user:a read data:x"],
            Records(Import(matcher, "", policy, policy: "sub, obj, act, eft", effect: "some(where (p.eft == allow)) && !some(where (p.eft == deny))")));
        var denyOverride = Import(matcher, "", policy, policy: "sub, obj, act, eft", effect: "!some(where (p.eft == deny))");
        Assert.Equal(["allow user:* * data:*", "deny user:a read data:x"], Records(denyOverride));
        Assert.Contains("3 lines decide nothing in this model, and are left out", denyOverride.Remarks);
    }

    [Fact]
    public void Without_a_line_the_matcher_is_asked_once_with_empty_values()
    {
        Assert.Equal(["allow user:root * data:*"], Records(Import("r.sub == p.sub || r.sub == 'root'", "", "")));
        Assert.Contains("has no rule for eval", Assert.Single(Import("eval(p.rule)", "", "", policy: "rule").Problems.Kept).Message);
        Assert.Equal(["allow user:root * data:*"], Records(Import("r.sub == 'root'", "", "p, a, b, c, deny", policy: "sub, obj, act, eft")));
    }

    [Theory]
    [InlineData("g(r.act, p.act)", "p, a, b, c", "m.conf:11:5", "first argument is the subject or the resource")]
    [InlineData("keyMatch4(r.obj, p.obj)", "p, a, b, c", "m.conf:11:5", "'keyMatch4' cannot be mapped; those that can are keyMatch,")]
    [InlineData("r.sub == p.sub && r.obj > p.obj", "p, a, b, c\np, d, e, f", "m.conf:11:29", "texts have no order")]
    [InlineData("r.sub == p.sub + 1", "p, a, b, c", "m.conf:11:20", "'+' cannot be mapped")]
    [InlineData("r.sub == p.who", "p, a, b, c", "m.conf:11:14", "the policy has no field 'who'")]
    [InlineData("r.who == p.sub", "p, a, b, c", "m.conf:11:5", "the request has no field 'who'")]
    [InlineData("r.sub == p.sub && (", "p, a, b, c", "m.conf:11:24", "the text ends where a value is expected")]
    [InlineData("r.sub == p.sub && r.sub.Age == 1", "p, a, b, c", "m.conf:11:23", "a text in one place and an object in another")]
    [InlineData("r.sub == p.sub", "p, a*, b, c", "p.csv:1:2", "would be 'user:a*', which no list can hold")]
    [InlineData("r.sub == p.sub", "\np, , b, c", "p.csv:2:2", "which no list can hold")]
    [InlineData("globMatch(r.obj, p.obj)", "p, a, [b], c", "p.csv:1:3", "'[' in a glob")]
    [InlineData("regexMatch(r.obj, p.obj)", "p, a, (?i)b, c", "p.csv:1:3", "engines read in different ways")]
    [InlineData("regexMatch(r.obj, p.obj)", "p, a, b(, c", "p.csv:1:1", "condition is refused")]
    [InlineData("ipMatch(r.sub, p.sub)", "p, 10.0.0.300, b, c", "p.csv:1:2", "no IP address")]
    [InlineData("r.sub == p.sub", "p, a, b", "p.csv:1:1", "has 2 values behind 'p'; the model asks for 3")]
    [InlineData("r.sub == p.sub", "p2, a, b, c", "p.csv:1:1", "is of the kind 'p2'")]
    [InlineData("r.sub == p.sub", "p, a , b, c", "p.csv:1:1", "has a blank behind a value")]
    [InlineData("r.sub == p.sub", "p, a\"b, b, c", "p.csv:1:1", "is not CSV")]
    [InlineData("eval(p.obj)", "p, a, r.sub ==, c", "p.csv:1:3", "the text ends where a value is expected")]
    [InlineData("g(r.sub, p.sub)", "g, 0, 1\ng, 1, 2\ng, 2, 3\ng, 3, 4\ng, 4, 5\ng, 5, 6\ng, 6, 7\ng, 7, 8\ng, 8, 9\ng, 9, 10\ng, 10, 11\np, 11, b, c", "p.csv:1:1", "more than 10 steps away")]
    public void What_cannot_be_said_exactly_is_refused_where_it_stands(string matcher, string policy, string place, string reason)
    {
        var problem = Assert.Single(Import(matcher, "g = _, _", policy).Problems.Kept);

        Assert.Equal(place, $"{problem.File}:{problem.At}");
        Assert.Contains(reason, problem.Message);
    }

    [Theory]
    [InlineData("[request_definition]\nr = sub\n[policy_definition]\np = sub\n[policy_effect]\ne = priority(p.eft) || deny\n[matchers]\nm = r.sub == p.sub", "6:5", "priority of policy lines")]
    [InlineData("[request_definition]\nr = sub\n[policy_definition]\np = sub\n[policy_effect]\ne = most(p.eft)\n[matchers]\nm = r.sub == p.sub", "6:5", "is not known here")]
    [InlineData("[request_definition]\nr = sub\n[policy_definition]\np = sub\np2 = sub\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = r.sub == p.sub", "5:6", "counts only for requests that name it")]
    [InlineData("[request_definition]\nr = sub\n[policy_definition]\np = sub\n[policy_effect]\ne = some(where (p.eft == allow))", "1:1", "[matchers] m is missing")]
    [InlineData("[request_definition]\nr = sub\n[policy_definition]\np = sub\n[role_definition]\ng = _, _, (_, _)\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = r.sub == p.sub", "6:5", "role definition that cannot be mapped")]
    [InlineData("[request_definition]\nr = sub\n[constraints]\nc = x\n[policy_definition]\np = sub\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = r.sub == p.sub", "3:1", "the section 'constraints' is not known")]
    public void Models_that_decide_otherwise_are_refused(string model, string place, string reason)
    {
        var problem = Assert.Single(CasbinImport.Read("m.conf", Encoding.UTF8.GetBytes(model), "p.csv", []).Problems.Kept);

        Assert.Equal($"m.conf:{place}", $"{problem.File}:{problem.At}");
        Assert.Contains(reason, problem.Message);
    }

    private static FileContent Import(
        string matcher, string roles, string lines, string request = "sub, obj, act", string? policy = null, string effect = "some(where (p.eft == allow))")
    {
        var model = $"[request_definition]\nr = {request}\n[policy_definition]\np = {policy ?? request}\n[role_definition]\n{roles}\n[policy_effect]\ne = {effect}\n\n[matchers]\nm = {matcher}\n";
        return CasbinImport.Read("m.conf", Encoding.UTF8.GetBytes(model), "p.csv", Encoding.UTF8.GetBytes(lines));
    }

    private static IEnumerable<string> Records(FileContent content)
    {
        Assert.Empty(content.Problems.Kept);
        return content.Records.Select(record => RecordText.Of(record.Key)).Order(StringComparer.Ordinal);
    }

    private static void AssertAllows(FileContent content, params System.Runtime.CompilerServices.ITuple[] requests) => AssertAnswers(content, true, requests);

    private static void AssertDenies(FileContent content, params System.Runtime.CompilerServices.ITuple[] requests) => AssertAnswers(content, false, requests);

    private static void AssertAnswers(FileContent content, bool expected, System.Runtime.CompilerServices.ITuple[] requests)
    {
        Assert.Empty(content.Problems.Kept);
        var decisions = new OfflineDecisions(content.Records);
        Assert.All(requests, request => Assert.Equal(
            expected, decisions.IsAllowed(CasbinQuestion.Of(content, [.. Enumerable.Range(0, request.Length).Select(i => (string)request[i]!)]), instant: 0)));
    }
}
