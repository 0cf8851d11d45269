using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>A question as it was given: whole, or one of several that have something in common.</summary>
/// <param name="Context">A map; Absent when not given, Null when given as <c>null</c>: then there is none, also where a common one stands.</param>
internal readonly record struct AskedQuestion(AskedPart Subject, AskedPart Action, AskedPart Resource, Value Context)
{
    /// <summary>With what is common in the place of what this one does not give: each part as a whole, nothing is merged.</summary>
    public AskedQuestion Or(in AskedQuestion common) => new(
        Subject.Fault == PartFault.Absent ? common.Subject : Subject,
        Action.Fault == PartFault.Absent ? common.Action : Action,
        Resource.Fault == PartFault.Absent ? common.Resource : Resource,
        Context.IsAbsent ? common.Context : Context);

    /// <summary>False, and noted, when something is missing or was noted before.</summary>
    /// <param name="request">Null when the question is well formed, but names what no list could hold: the answer is deny.</param>
    public bool TryComplete(RequestErrors errors, out AccessRequest? request)
    {
        var complete = IsComplete(Subject, "subject", "id", errors) & IsComplete(Action, "action", "name", errors) & IsComplete(Resource, "resource", "id", errors);
        request = complete && Subject.Name is { } subject && Action.Name is { } action && Resource.Name is { } resource 
            ? new AccessRequest(subject, action, resource, Facts)
            : null;
        return complete && errors.Count == 0;
    }

    /// <summary>The same for a search: false, and noted, when something is missing or was noted before.</summary>
    /// <param name="question">Null when it names what no list could hold: it finds nothing.</param>
    public bool TryComplete(SearchSide open, RequestErrors errors, out SearchQuestion? question)
    {
        var complete = IsComplete(Subject, "subject", "id", errors) &
            (open == SearchSide.Action || IsComplete(Action, "action", "name", errors)) &
            IsComplete(Resource, "resource", "id", errors);
        var action = open == SearchSide.Action ? "" : Action.Name;
        question = complete && Subject.Name is { } subject && action is not null && Resource.Name is { } resource
            ? new SearchQuestion(open, subject, action, resource, Facts)
            : null;
        return complete && errors.Count == 0;
    }

    /// <summary>What the question brings along; null for nothing.</summary>
    private RequestFacts? Facts
    {
        get
        {
            var context = Context.Kind == ValueKind.Null ? Value.Absent : Context;
            return Subject.Properties.IsAbsent && Action.Properties.IsAbsent && Resource.Properties.IsAbsent && context.IsAbsent
                ? null
                : new RequestFacts(Subject.Properties, Action.Properties, Resource.Properties, context);
        }
    }

    private static bool IsComplete(in AskedPart part, string place, string name, RequestErrors errors)
    {
        if (part.Fault == PartFault.None)
        {
            return true;
        }

        if (part.Fault == PartFault.Absent)
        {
            errors.Add(place, "is missing");
        }

        if (part.Fault.HasFlag(PartFault.LacksType))
        {
            errors.Add($"{place}.type", "is missing");
        }

        if (part.Fault.HasFlag(PartFault.LacksName))
        {
            errors.Add($"{place}.{name}", "is missing");
        }

        return false;
    }
}
