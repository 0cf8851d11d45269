using AuthMesh.Node.Exchange.Csv;

namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>Reads <c>policy.csv</c>: lines that give a policy rule (<c>p, …</c>) or a role (<c>g, …</c>).</summary>
internal static class PolicyReader
{
    /// <summary>The lines that fit the model; those that do not are noted.</summary>
    public static List<PolicyLine> Read(string file, byte[] bytes, CasbinModel model, FileProblems problems)
    {
        var lines = new List<PolicyLine>();
        try
        {
            foreach (var row in CsvTable.Read(bytes, CsvDialect.CasbinPolicy))
            {
                var line = new PolicyLine(file, row.Line, row.Cells[0], row.Cells[1..]);
                if (Error(line, row, model) is { } error)
                {
                    problems.Add(file, line.Place.At, error);
                }
                else
                {
                    lines.Add(line);
                }
            }
        }
        catch (FileSyntaxException e)
        {
            problems.Add(file, e.At, e.Message);
        }

        return lines;
    }

    private static string? Error(PolicyLine line, CsvTableRow row, CasbinModel model)
    {
        if (row.HasBlankBehindACell)
        {
            return "has a blank behind a value, which some versions of Casbin keep and others drop; take it away or put the value in quotes";
        }

        int expected;
        if (line.Kind == "p")
        {
            expected = model.PolicyFields.Count;
        }
        else if (model.RoleGraphs.TryGetValue(line.Kind, out var hasDomain))
        {
            expected = hasDomain ? 3 : 2;
        }
        else
        {
            return $"is of the kind '{line.Kind}', which the model does not define or decide by; allowed are {string.Join(", ", model.RoleGraphs.Keys.Prepend("p"))}";
        }

        return line.Values.Count == expected ? null : $"has {line.Values.Count} values behind '{line.Kind}'; the model asks for {expected}";
    }
}
