namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>A field of the request, or an attribute of one that is an object.</summary>
internal readonly record struct Field(Side Side, string Name, string? Attribute)
{
    /// <summary>True for a field that names an entity: the subject or the resource.</summary>
    public bool IsEntity => Attribute is null && Side is Side.Subject or Side.Resource && Attribute is null;
}
