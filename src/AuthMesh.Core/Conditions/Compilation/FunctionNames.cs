using AuthMesh.Core.Conditions.Operations;

namespace AuthMesh.Core.Conditions.Compilation;

/// <summary>How functions are called, for error messages.</summary>
internal static class FunctionNames
{
    private static readonly Dictionary<string, string> _special = new()
    {
        ["has"] = "has(x.name)",
        ["dyn"] = "dyn(x)",
        ["matches"] = "text.matches(\"pattern\")",
        ["in"] = "subject.in(\"group:x\")",
        ["exists"] = "list.exists(x, test)",
        ["all"] = "list.all(x, test)",
        ["exists_one"] = "list.exists_one(x, test)",
        ["filter"] = "list.filter(x, test)",
        ["map"] = "list.map(x, result) or list.map(x, test, result)",
    };

    /// <summary>How the function is called; null when there is none of this name.</summary>
    public static string? Usage(string name)
    {
        if (_special.TryGetValue(name, out var usage))
        {
            return usage;
        }

        string[] usages =
        [
            .. OperationTable.Find(name, 1) is null ? [] : new[] { $"{name}(x)" },
            .. OperationTable.Find("." + name, 1) is null ? [] : new[] { $"x.{name}()" },
            .. OperationTable.Find("." + name, 2) is null ? [] : new[] { $"x.{name}(y)" },
        ];
        return usages.Length == 0 ? null : string.Join(" or ", usages);
    }
}
