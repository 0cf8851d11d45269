namespace AuthMesh.Core.Conditions;

/// <summary>The part that an entity has in a request.</summary>
public enum EntityRole
{
    /// <summary>Who asks.</summary>
    Subject,

    /// <summary>What is to be done; as an entity, <c>action:</c> and its name.</summary>
    Action,

    /// <summary>To what.</summary>
    Resource,
}
