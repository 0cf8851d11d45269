namespace AuthMesh.Core.Lists;

/// <summary>One thing that is wrong with a change.</summary>
/// <param name="Field">The field, as the REST API spells it.</param>
/// <param name="Detail">What is wrong and what is allowed, to be read after the field's name.</param>
public sealed record ChangeError(string Field, string Detail);
