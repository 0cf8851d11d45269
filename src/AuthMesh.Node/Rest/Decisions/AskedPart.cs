using AuthMesh.Core.Conditions;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Subject, action or resource of a question, as far as it was given.</summary>
/// <param name="Fault">What is wrong with it; nothing when it is complete.</param>
/// <param name="Name"><c>type:id</c>, the action's bare name, or the type alone on the side that a search asks for. Null in a complete part: no list could hold such a name.</param>
/// <param name="Properties">A map; Absent when there are none.</param>
internal readonly record struct AskedPart(PartFault Fault, string? Name = null, Value Properties = default);
