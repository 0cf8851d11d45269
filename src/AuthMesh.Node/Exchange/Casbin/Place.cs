namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>Where something stands: in the model or in the policy.</summary>
internal readonly record struct Place(string File, Position At);
