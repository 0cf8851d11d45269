namespace AuthMesh.Core.Conditions;

/// <summary>What a condition may read of one request and the list that answers it.</summary>
/// <remarks>Read on the path of every decision, from one thread: implementations look things up and neither throw nor, where they can help it, allocate.</remarks>
public interface IConditionFacts
{
    /// <summary>The entity's type; <c>action</c> for the action.</summary>
    string Type(EntityRole role);

    /// <summary>The entity's id; for the action, its name.</summary>
    string Id(EntityRole role);

    /// <summary>True when this is the entity's <see cref="Type"/>. To be replaced where that saves making the text; likewise <see cref="HasId"/>.</summary>
    bool HasType(EntityRole role, string type) => Type(role) == type;

    /// <summary>True when this is the entity's <see cref="Id"/>.</summary>
    bool HasId(EntityRole role, string id) => Id(role) == id;

    /// <summary>One property, the request's own before the stored one unless the list says that only the stored one counts. Absent when there is none, Unknown when it is contested or not understood.</summary>
    Value Property(EntityRole role, string name);

    /// <summary>All properties as one map, for a condition that uses it whole. Unknown when any of them is.</summary>
    Value Properties(EntityRole role);

    /// <summary>The request's context as a map, in which <c>time</c> (a timestamp) is the instant of the decision unless the request gives one.</summary>
    Value Context { get; }

    /// <summary>One member of <see cref="Context"/>; Absent when there is none. To be replaced where that saves building the map.</summary>
    Value ContextMember(string name) => Context.Member(name);

    /// <summary>Whether the entity is in <paramref name="parent"/> (<c>group:x</c>): True over certain memberships, False if not even contested ones lead there, else Unknown.</summary>
    Truth IsIn(EntityRole role, string parent);
}
