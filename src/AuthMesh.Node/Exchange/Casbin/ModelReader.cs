using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>Reads <c>model.conf</c>: sections of <c>name = text</c>, comments behind <c>#</c> or <c>;</c>, lines that go on behind a backslash.</summary>
/// <remarks>Source: Casbin, "Syntax for Models"; the reading of lines follows its Go configuration reader.</remarks>
internal sealed class ModelReader
{
    private const string Request = "request_definition", Policy = "policy_definition", Roles = "role_definition", Effect = "policy_effect", Matchers = "matchers";

    private static readonly string[] _sections = [Request, Policy, Roles, Effect, Matchers];

    private readonly FileProblems _problems;
    private readonly string _file;
    private readonly Dictionary<(string Section, string Name), SourceText> _definitions = [];

    private ModelReader(string file, FileProblems problems) => (_file, _problems) = (file, problems);

    /// <summary>The model; null, and noted, when it cannot be read or cannot be mapped whatever the policy.</summary>
    public static CasbinModel? Read(string file, byte[] bytes, FileProblems problems)
    {
        var before = problems.Count;
        var reader = new ModelReader(file, problems);
        try
        {
            reader.ReadLines(FileBytes.Decode(bytes));
            var model = reader.ToModel();
            return problems.Count == before ? model : null;
        }
        catch (FileSyntaxException e)
        {
            problems.Add(file, e.At, e.Message);
        }
        catch (CannotMapException e)
        {
            problems.Add(e.At.File, e.At.At, e.Message);
        }

        return null;
    }

    private void ReadLines(string text)
    {
        string? section = null;
        SourceText? open = null;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            var at = new Position(i + 1, 1 + lines[i].Length - lines[i].TrimStart().Length);
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                open = null;
            }
            else if (line is ['[', .. var name, ']'])
            {
                section = name.Trim();
                open = null;
                if (!_sections.Contains(section))
                {
                    Refuse(at, $"the section '{section}' is not known here; allowed are {string.Join(", ", _sections)}");
                }
            }
            else
            {
                var goesOn = line.EndsWith('\\');
                var content = WithoutComment(goesOn ? line[..^1] : line);
                if (open is not null)
                {
                    open.Append(at, content);
                }
                else
                {
                    open = Define(section, at, content);
                }

                open = goesOn ? open : null;
            }
        }
    }

    private static string WithoutComment(string line) => line.IndexOfAny(['#', ';']) is >= 0 and var comment ? line[..comment].TrimEnd() : line.TrimEnd();

    private SourceText? Define(string? section, Position at, string content)
    {
        var equals = content.IndexOf('=', StringComparison.Ordinal);
        if (section is null || equals <= 0)
        {
            Refuse(at, section is null ? "stands before the first section" : "is no 'name = definition'");
            return null;
        }

        var value = content[(equals + 1)..];
        var text = SourceText.At(new Place(_file, at with { Column = at.Column + equals + 1 + value.Length - value.TrimStart().Length }), value.Trim());
        if (!_definitions.TryAdd((section, content[..equals].Trim()), text))
        {
            Refuse(at, $"'{content[..equals].Trim()}' is defined twice");
        }

        return text;
    }

    private CasbinModel? ToModel()
    {
        foreach (var ((section, name), text) in _definitions)
        {
            var known = section switch { Request => name == "r", Policy => name == "p", Effect => name == "e", Matchers => name == "m", Roles => IsGraphName(name), _ => true };
            if (!known)
            {
                Refuse(text.PlaceOf(0).At, section == Roles
                    ? $"'{name}' is no name of a role definition; allowed are g, g2, g3 …"
                    : $"'{name}' counts only for requests that name it; what is mapped are r, p, e and m");
            }
        }

        if (Find(Request, "r") is not { } request || Find(Policy, "p") is not { } policy || Find(Effect, "e") is not { } effect || Find(Matchers, "m") is not { } matcher)
        {
            return null;
        }

        return new CasbinModel(
            FieldsOf(request), FieldsOf(policy),
            _definitions.Where(definition => definition.Key.Section == Roles).ToDictionary(definition => definition.Key.Name, definition => HasDomain(definition.Value)),
            EffectOf(effect), MatcherParser.Parse(matcher));
    }

    private SourceText? Find(string section, string name)
    {
        if (_definitions.TryGetValue((section, name), out var text))
        {
            return text;
        }

        Refuse(new Position(1, 1), $"[{section}] {name} is missing");
        return null;
    }

    private string[] FieldsOf(SourceText text)
    {
        var fields = text.Text.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Any(field => !MatcherLexer.IsName(field)) || fields.Distinct().Count() < fields.Length)
        {
            Refuse(text.PlaceOf(0).At, "is no list of different names");
        }

        return fields;
    }

    private bool HasDomain(SourceText text)
    {
        var places = text.Text.Split(',', StringSplitOptions.TrimEntries);
        if (places.Length is not (2 or 3) || places.Any(place => place != "_"))
        {
            Refuse(text.PlaceOf(0).At, "is a role definition that cannot be mapped; allowed are '_, _' and, with a domain, '_, _, _'");
        }

        return places.Length == 3;
    }

    private static PolicyEffect EffectOf(SourceText text) => string.Concat(text.Text.Where(c => !char.IsWhiteSpace(c))) switch
    {
        "some(where(p.eft==allow))" => PolicyEffect.AllowOverride,
        "!some(where(p.eft==deny))" => PolicyEffect.DenyOverride,
        "some(where(p.eft==allow))&&!some(where(p.eft==deny))" => PolicyEffect.AllowAndDeny,
        "priority(p.eft)||deny" or "subjectPriority(p.eft)||deny" => throw new CannotMapException(
            text.PlaceOf(0), "this effect depends on the order or priority of policy lines, which a list without order cannot keep: in AuthMesh any matching deny wins"),
        _ => throw new CannotMapException(
            text.PlaceOf(0), "this effect is not known here; allowed are some(where (p.eft == allow)), !some(where (p.eft == deny)), and both joined by &&"),
    };

    private static bool IsGraphName(string name) => name is ['g', .. var number] && number.All(char.IsAsciiDigit);

    private void Refuse(Position at, string message) => _problems.Add(_file, at, message);
}
