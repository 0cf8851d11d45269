using System.Text.Json;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Casbin;
using AuthMesh.Testing;

namespace AuthMesh.Node.Tests.Exchange;

/// <summary>Casbin's own example models with requests and the answers that Casbin gives, kept beside the repository.</summary>
public sealed class CasbinCaseTests
{
    private static readonly string? _folder = FindAbove(Repository.Root);

    private sealed record Case(string Model, string Policy, string[] Request, bool Expected);

    [Fact]
    public void Order_independent_models_answer_every_request_as_Casbin_does()
    {
        var cases = Cases().Where(one => !one.Model.Contains("priority", StringComparison.Ordinal)).ToList();

        var wrong = new List<string>();
        foreach (var policy in cases.GroupBy(one => (one.Model, one.Policy)))
        {
            var content = Import(policy.Key.Model, policy.Key.Policy);
            Assert.Empty(content.Problems.Kept);
            var decisions = new OfflineDecisions(content.Records);
            wrong.AddRange(policy
                .Where(one => decisions.IsAllowed(CasbinQuestion.Of(content, one.Request), instant: 0) != one.Expected)
                .Select(one => $"{one.Model} {string.Join(", ", one.Request)}: expected {one.Expected}"));
        }

        Assert.Empty(wrong);
        Assert.Equal(161, cases.Count);
    }

    [Fact]
    public void Models_that_decide_by_priority_are_refused()
    {
        var cases = Cases().Where(one => one.Model.Contains("priority", StringComparison.Ordinal)).ToList();

        foreach (var policy in cases.GroupBy(one => (one.Model, one.Policy)))
        {
            var problem = Assert.Single(Import(policy.Key.Model, policy.Key.Policy).Problems.Kept);
            Assert.Contains("priority of policy lines", problem.Message);
            Assert.EndsWith(".conf", problem.File);
        }

        Assert.Equal(10, cases.Count);
    }

    private static FileContent Import(string model, string policy) =>
        CasbinImport.Read(model, File.ReadAllBytes(Path.Combine(_folder!, model)), policy, File.ReadAllBytes(Path.Combine(_folder!, policy)));

    private static List<Case> Cases()
    {
        Assert.SkipWhen(_folder is null, $"There is no folder shared/casbin beside the repository ({Repository.Root}).");
        return [.. File.ReadLines(Path.Combine(_folder!, "cases.jsonl")).Select(line => JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!)];
    }

    /// <summary>Beside the repository, or, for a working tree that lies deeper, beside one of the folders that it is in.</summary>
    private static string? FindAbove(string folder)
    {
        for (var parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(Path.Combine(parent, "shared", "casbin", "cases.jsonl")))
            {
                return Path.Combine(parent, "shared", "casbin");
            }
        }

        return null;
    }
}
