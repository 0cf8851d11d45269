using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Conditions.Operations;
using AuthMesh.Core.Conditions.Patterns;
using AuthMesh.Core.Conditions.Syntax;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Conditions.Compilation;

/// <content>Calls: those with a reading of their own, and those of the table.</content>
internal sealed partial class Binder
{
    private Node BindCall(Expression.Call call)
    {
        if (RoleOf(call.Receiver) is { } role)
        {
            return call is { Name: "in", Arguments.Length: 1 }
                ? BindIsIn(role, call.Arguments[0])
                : Fail($"there is no such call; there are {EntityMembers.Allowed(role)}", call.Offset);
        }

        return (call.Receiver, call.Name, call.Arguments.Length) switch
        {
            (null, "has", 1) => BindHas(call),
            (null, "dyn", 1) => new UntypedNode(Bind(call.Arguments[0])),
            (null, "matches", 2) => BindMatch(call.Arguments[0], call.Arguments[1]),
            ({ } text, "matches", 1) => BindMatch(text, call.Arguments[0]),
            ({ } range, "exists" or "all" or "exists_one" or "filter", 2) => BindLoop(call, range),
            ({ } range, "map", 2 or 3) => BindLoop(call, range),
            _ => BindFunction(call),
        };
    }

    private Node BindFunction(Expression.Call call)
    {
        var name = call.Receiver is null ? call.Name : "." + call.Name;
        if (OperationTable.Find(name, call.Parts.Length) is { } operation)
        {
            return Apply(operation, $"'{call.Name}'", BindAll(call.Parts), call.Parts, call.Offset);
        }

        return Fail(
            FunctionNames.Usage(call.Name) is { } usage
                ? $"'{call.Name}' is called otherwise: {usage}"
                : $"there is no function '{call.Name}'",
            call.Offset);
    }

    private Node BindIsIn(EntityRole role, Expression parent)
    {
        var node = BindAs(ValueKind.String, parent, "a parent is named by a string such as \"group:staff\"");
        return node is ConstantNode { Value.Text: { } name } && NameRules.EntityError(name) is { } error
            ? Fail($"the name of the parent {error}", parent.Offset)
            : new IsInNode(role, node);
    }

    private Node BindHas(Expression.Call call)
    {
        if (call.Arguments[0] is not Expression.Member member)
        {
            return Fail("has() asks for a member, as in has(resource.properties.owner)", call.Arguments[0].Offset);
        }

        if (RoleOf(member.Operand) is not null)
        {
            return BindMember(member) is { } node && ReferenceEquals(node, _notUsed) ? node : new ConstantNode(Value.True);
        }

        return new HasNode(BindAs(ValueKind.Map, member.Operand, "only a map has members"), member.Name);
    }

    private Node BindMatch(Expression text, Expression pattern)
    {
        var node = BindAs(ValueKind.String, text, "'matches' is for a string");
        if (Bind(pattern) is not ConstantNode { Value.Text: { } source })
        {
            return Fail("a pattern must be a string that stands in the condition itself", pattern.Offset);
        }

        return LinearPattern.TryCreate(source, out var result, out var error) ? new MatchNode(node, result) : Fail(error, pattern.Offset);
    }

    private Node BindLoop(Expression.Call call, Expression over)
    {
        var range = Bind(over);
        if (range.Kind is not (null or ValueKind.List or ValueKind.Map))
        {
            return Fail($"'{call.Name}' goes through a list or a map; this is {range.Kind.WithArticle()}", over.Offset);
        }

        if (call.Arguments[0] is not Expression.Variable variable)
        {
            return Fail($"the first argument of '{call.Name}' is a name for each item, as in {call.Name}(x, …)", call.Arguments[0].Offset);
        }

        var depth = _loopVariables.Count;
        if (depth == ConditionLimits.MaxLoopDepth)
        {
            return Fail($"exists, all, exists_one, filter and map may stand in one another up to {ConditionLimits.MaxLoopDepth} deep", call.Offset);
        }

        _loopVariables.Add(variable.Name);
        var node = BindLoopBody(call, range, depth);
        _loopVariables.RemoveAt(depth);
        return node;
    }

    private Node BindLoopBody(Expression.Call call, Node range, int depth)
    {
        Node Test() => BindAs(ValueKind.Bool, call.Arguments[1], $"the test of '{call.Name}' must be true or false");
        return (call.Name, call.Arguments.Length) switch
        {
            ("exists", _) => new QuantifierNode(range, depth, Test(), decisive: true),
            ("all", _) => new QuantifierNode(range, depth, Test(), decisive: false),
            ("exists_one", _) => new ExistsOneNode(range, depth, Test()),
            ("filter", _) => new FilterNode(range, depth, Test(), result: null),
            ("map", 2) => new FilterNode(range, depth, test: null, Bind(call.Arguments[1])),
            _ => new FilterNode(range, depth, Test(), Bind(call.Arguments[2])),
        };
    }
}
