using AuthMesh.Core.Conditions;
using AuthMesh.Testing;

namespace AuthMesh.Core.Tests.Conditions;

/// <summary>One line of a case file: what is expected of a condition, and the condition. Lines that begin with '#' and empty ones are comments.</summary>
/// <param name="Expected"><c>true</c>, <c>false</c>, <c>unknown</c>, or <c>refused@COLUMN</c>.</param>
public sealed record ConditionCase(string Expected, string Source)
{
    private static readonly string _folder = Path.Combine(Repository.Root, "tests/AuthMesh.Core.Tests/Conditions/Cases");

    public static IEnumerable<string> Features => Directory.EnumerateFiles(_folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static IEnumerable<ConditionCase> Read(string feature) =>
        from line in File.ReadLines(Path.Combine(_folder, feature + ".txt"))
        where line.Length > 0 && line[0] != '#'
        let blank = line.IndexOf(' ', StringComparison.Ordinal)
        select new ConditionCase(line[..blank], line[blank..].Trim());

    /// <summary>In the words of the file.</summary>
    public static string Answer(string source, IConditionFacts facts) => Condition.TryCompile(source, out var condition, out var error)
        ? condition.Evaluate(facts).ToString().ToLowerInvariant()
        : $"refused@{error.Column}";
}
