using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange.Casbin.Mapping;
using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>Maps a Casbin model and its policy onto entries, memberships and conditions (<c>docs/casbin.md</c>): exactly, or refused line by line.</summary>
internal sealed class CasbinImport
{
    private readonly CasbinModel _model;
    private readonly RequestShape _shape;
    private readonly FileProblems _problems;
    private readonly FileRecords _records;
    private readonly Dictionary<string, RoleGraph> _graphs;
    private readonly FieldUses _uses = new();
    private readonly HashSet<(Place, string)> _told = [];
    private int _withoutEffect;

    private CasbinImport(CasbinModel model, RequestShape shape, FileProblems problems)
    {
        (_model, _shape, _problems) = (model, shape, problems);
        _records = new FileRecords(problems);
        _graphs = model.RoleGraphs.ToDictionary(graph => graph.Key, graph => new RoleGraph(graph.Key, graph.Value));
    }

    /// <param name="modelName">What the files are called, for problems; the policy's likewise.</param>
    /// <param name="subjectType">The type that a request's subject gets; the resource's likewise.</param>
    public static FileContent Read(string modelName, byte[] model, string policyName, byte[] policy, string subjectType = "user", string resourceType = "data")
    {
        var problems = new FileProblems(policyName);
        if (ModelReader.Read(modelName, model, problems) is not { } read)
        {
            return new FileContent([], problems, [], []);
        }

        var import = new CasbinImport(read, new RequestShape(read.RequestFields, subjectType, resourceType), problems);
        try
        {
            import.Map(PolicyReader.Read(policyName, policy, read, problems));
        }
        catch (FileSyntaxException e)
        {
            problems.Add(e.At, e.Message);
        }

        return new FileContent(import._records.All, problems, [], import.Remarks()) { Question = import.Question(), RequestFields = read.RequestFields };
    }

    /// <summary>The place of what comes from no line.</summary>
    private Place Whole => new(_problems.File, new Position(1, 1));

    private void Map(List<PolicyLine> lines)
    {
        foreach (var line in lines.Where(line => line.Kind != "p"))
        {
            _graphs[line.Kind].Add(line);
        }

        if (_model.Effect == PolicyEffect.DenyOverride)
        {
            AddEntry(Effect.Allow, Formula.True, Whole, hasLine: true);
        }

        var rules = lines.Where(line => line.Kind == "p").ToList();
        if (rules.Count > 0 && _model.Matcher.All().Any(term => term is Term.PolicyField))
        {
            rules.ForEach(MapRule);
        }
        else
        {
            _withoutEffect += rules.Count;
            MapWithoutRule();
        }

        MapRoles();
    }

    /// <summary>A matcher that asks nothing of the policy is asked once, and so is any when the policy has no rule; matching then counts as allowing.</summary>
    private void MapWithoutRule()
    {
        if (_model.Matcher.All().FirstOrDefault(term => term is Term.Call { Function: "eval" }) is { } eval)
        {
            _problems.Add(eval.At.File, eval.At.At, "the policy has no rule for eval; Casbin answers every request with an error then");
        }
        else if (_model.Effect != PolicyEffect.DenyOverride)
        {
            Refusing(() => AddEntry(Effect.Allow, FormulaOf(null), Whole, hasLine: false));
        }
    }

    private void MapRule(PolicyLine line)
    {
        var effect = EffectOf(line);
        if (effect is null)
        {
            _withoutEffect++;
        }
        else
        {
            Refusing(() => AddEntry(effect.Value, FormulaOf(line), line.Place, hasLine: true));
        }
    }

    /// <summary>Null for a line that decides nothing under the model's effect.</summary>
    private Effect? EffectOf(PolicyLine line)
    {
        var place = _model.PolicyFields.ToList().IndexOf("eft");
        var effect = (place < 0 ? "allow" : line.Values[place]) switch { "allow" => Effect.Allow, "deny" => Effect.Deny, _ => default(Effect?) };
        return (effect, _model.Effect) is (Effect.Deny, PolicyEffect.AllowOverride) or (Effect.Allow, PolicyEffect.DenyOverride) ? null : effect;
    }

    private Formula FormulaOf(PolicyLine? line) => RoleExpansion.Expand(new Specialisation(_model, _shape, _graphs, _uses, line).Of(_model.Matcher));

    private void AddEntry(Effect effect, Formula formula, Place at, bool hasLine)
    {
        var mapping = new EntryMapping(_shape);
        foreach (var alternative in Alternatives.Of(formula, at))
        {
            if (mapping.ToEntry(effect, alternative, hasLine) is { } key)
            {
                Add(key, at);
            }
        }
    }

    private void MapRoles()
    {
        foreach (var graph in _graphs.Values)
        {
            if (graph.Sides.Count == 0)
            {
                _withoutEffect += graph.Lines.Count;
                continue;
            }

            if (graph.FindTooDeep() is { } deep)
            {
                _problems.Add(deep.File, deep.Place.At, "has a role more than 10 steps away; Casbin does not follow it so far, and this list would");
            }

            foreach (var (key, line) in graph.Memberships(_shape))
            {
                Add(key, line.Place);
            }
        }
    }

    /// <summary>Adds a record; the same record again, from another line, says nothing new.</summary>
    private void Add(RecordKey key, Place at)
    {
        if (!_records.Contains(key))
        {
            _records.Add(key, Details.None, at.At, field => ($"would be a record whose {field}", at.At));
        }
    }

    private void Refusing(Action map)
    {
        try
        {
            map();
        }
        catch (CannotMapException e)
        {
            // What is wrong with the matcher is wrong for every line; it is told once.
            if (_told.Add((e.At, e.Message)))
            {
                _problems.Add(e.At.File, e.At.At, e.Message);
            }
        }
    }

    private string Question() => _shape.Question(_uses.Objects);

    private List<string> Remarks()
    {
        var remarks = new List<string> { $"a request ({string.Join(", ", _shape.Fields)}) becomes the question {Question()}" };
        if (_withoutEffect > 0)
        {
            remarks.Add($"{_withoutEffect} lines decide nothing in this model, and are left out");
        }

        return remarks;
    }
}
