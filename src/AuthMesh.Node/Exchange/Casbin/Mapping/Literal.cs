namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>A test that must hold, or must not.</summary>
internal readonly record struct Literal(Test Test, bool IsWanted, Place At);
