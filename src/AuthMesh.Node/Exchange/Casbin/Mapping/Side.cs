namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>Where a field of a Casbin request stands in a question of AuthZEN.</summary>
internal enum Side
{
    Subject,
    Action,
    Resource,
    Context,
}
