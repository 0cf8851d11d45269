namespace AuthMesh.Core.Decisions;

/// <summary>The place of entries under their subject.</summary>
internal readonly record struct Target(string Resource, string Action);
