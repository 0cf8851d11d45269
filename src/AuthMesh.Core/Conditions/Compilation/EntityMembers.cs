using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Compilation;

/// <summary>What can be read of <c>subject</c>, <c>action</c> and <c>resource</c>.</summary>
internal static class EntityMembers
{
    /// <summary>The role of a variable; null when it is none of an entity.</summary>
    public static EntityRole? RoleOf(string variable) => variable switch
    {
        "subject" => EntityRole.Subject,
        "action" => EntityRole.Action,
        "resource" => EntityRole.Resource,
        _ => null,
    };

    /// <summary>Reads the member; null when there is none of this name.</summary>
    public static Node? Read(EntityRole role, string member) => (role, member) switch
    {
        (_, "properties") => new PropertiesNode(role),
        (EntityRole.Action, "name") => new EntityTextNode(role, isId: true),
        (EntityRole.Action, _) => null,
        (_, "type") => new EntityTextNode(role, isId: false),
        (_, "id") => new EntityTextNode(role, isId: true),
        _ => null,
    };

    /// <summary>For error messages.</summary>
    public static string Allowed(EntityRole role) => role == EntityRole.Action
        ? "action.name, action.properties and action.in(\"action:…\")"
        : $"{Name(role)}.type, {Name(role)}.id, {Name(role)}.properties and {Name(role)}.in(\"…\")";

    private static string Name(EntityRole role) => role.ToString().ToLowerInvariant();
}
