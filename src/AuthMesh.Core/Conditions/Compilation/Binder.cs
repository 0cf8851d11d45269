using System.Collections.Immutable;
using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Conditions.Syntax;

namespace AuthMesh.Core.Conditions.Compilation;

/// <summary>Finds out what the names in a condition mean and whether the kinds of value fit, and makes the nodes that evaluate it.</summary>
/// <remarks>
/// <para>The kind of a literal, and of what an operator or function gives, is known; that of a property or a loop variable only the facts tell. What is known and does
/// not fit is refused, as CEL's own checker would; what turns out not to fit at evaluation is Unknown.</para>
/// <para>What is made of constants alone is worked out here, once. After an error a node still comes back, so that binding goes on; it is not used.</para>
/// </remarks>
internal sealed partial class Binder
{
    private static readonly ConstantNode _notUsed = new(Value.Unknown);

    private readonly ErrorSink _errors;
    private readonly List<string> _loopVariables = [];

    private Binder(ErrorSink errors)
    {
        _errors = errors;
    }

    /// <summary>Binds a whole condition; null when it has an error, which has been reported.</summary>
    public static Node? Bind(Expression expression, ErrorSink errors)
    {
        var node = new Binder(errors).BindAs(ValueKind.Bool, expression, "a condition must be true or false");
        return errors.First is null ? node : null;
    }

    private Node Bind(Expression expression) => expression switch
    {
        Expression.Literal literal => new ConstantNode(literal.Value),
        Expression.Variable variable => BindVariable(variable),
        Expression.Member member => BindMember(member),
        Expression.Index index => BindIndex(index),
        Expression.Call call => BindCall(call),
        Expression.Operation operation => BindOperation(operation),
        Expression.List list => BindList(list),
        Expression.Map map => BindMap(map),
        _ => _notUsed,
    };

    private Node[] BindAll(ImmutableArray<Expression> expressions) => [.. expressions.Select(Bind)];

    /// <summary>Binds what must be of one kind, or fails with the rule that says so.</summary>
    private Node BindAs(ValueKind kind, Expression expression, string rule)
    {
        var node = Bind(expression);
        return node.Kind is null || node.Kind == kind ? node : Fail($"{rule}; this is {node.Kind.WithArticle()}", expression.Offset);
    }

    private Node BindVariable(Expression.Variable variable)
    {
        var loop = _loopVariables.LastIndexOf(variable.Name);
        if (loop >= 0)
        {
            return new LocalNode(loop);
        }

        if (EntityMembers.RoleOf(variable.Name) is { } role)
        {
            return Fail($"'{variable.Name}' cannot be used whole; there are {EntityMembers.Allowed(role)}", variable.Offset);
        }

        return variable.Name == "context"
            ? new ContextNode()
            : Fail($"there is no variable '{variable.Name}'; there are subject, action, resource and context", variable.Offset);
    }

    private Node BindMember(Expression.Member member)
    {
        if (RoleOf(member.Operand) is not { } role)
        {
            return new MemberNode(BindAs(ValueKind.Map, member.Operand, "only a map has members"), member.Name);
        }

        return EntityMembers.Read(role, member.Name) ?? Fail($"there is no member '{member.Name}'; there are {EntityMembers.Allowed(role)}", member.Offset);
    }

    private Node BindIndex(Expression.Index index)
    {
        var operand = Bind(index.Operand);
        var key = Bind(index.Key);
        var fits = operand.Kind switch
        {
            null => true,
            ValueKind.List => key.Kind is null or ValueKind.Int or ValueKind.Double,
            ValueKind.Map => key.Kind is null or ValueKind.Int or ValueKind.Double or ValueKind.Bool or ValueKind.String,
            _ => false,
        };
        return fits
            ? new IndexNode(operand, key)
            : Fail($"{operand.Kind.WithArticle()} has nothing to be found by {key.Kind.WithArticle()}", index.Offset);
    }

    private Node BindList(Expression.List list)
    {
        var items = BindAll(list.Items);
        return Folded(new ListNode(items), items);
    }

    private Node BindMap(Expression.Map map)
    {
        var keysAndValues = BindAll(map.KeysAndValues);
        for (var i = 0; i < keysAndValues.Length; i += 2)
        {
            if (keysAndValues[i].Kind is not (null or ValueKind.Int or ValueKind.Bool or ValueKind.String))
            {
                return Fail($"a key must be an int, bool or string; this is {keysAndValues[i].Kind.WithArticle()}", map.KeysAndValues[i].Offset);
            }
        }

        return Folded(new MapNode(keysAndValues), keysAndValues);
    }

    /// <summary>The entity that the expression stands for, unless a loop has a variable of this name.</summary>
    private EntityRole? RoleOf(Expression? expression) =>
        expression is Expression.Variable { Name: var name } && !_loopVariables.Contains(name) ? EntityMembers.RoleOf(name) : null;

    /// <summary>The value itself where all parts are constant, unless it cannot be told.</summary>
    private static Node Folded(Node node, params ReadOnlySpan<Node> parts)
    {
        foreach (var part in parts)
        {
            if (part is not ConstantNode)
            {
                return node;
            }
        }

        var frame = EvaluationFrame.WithoutFacts();
        var value = node.Evaluate(ref frame);
        return value.IsUnknown ? node : new ConstantNode(value);
    }

    private ConstantNode Fail(string message, int offset)
    {
        _errors.Report(message, offset);
        return _notUsed;
    }
}
