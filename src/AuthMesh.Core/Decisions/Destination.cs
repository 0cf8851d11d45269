namespace AuthMesh.Core.Decisions;

/// <summary>The place of a membership under its child.</summary>
internal readonly record struct Destination(string Parent, string Unknown);
