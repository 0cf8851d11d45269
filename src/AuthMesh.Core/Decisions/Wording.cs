using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>What tells a record from others of the same place; one object for all records that say the same.</summary>
/// <param name="Source">The condition as it was written; empty for none.</param>
/// <param name="Condition">Compiled; null for none, and for one that does not compile here.</param>
/// <param name="Unknown">The key's fields that this version does not know; empty for none.</param>
/// <param name="NewerEffect">The effect when it is one that this version does not know.</param>
internal sealed record Wording(string Source, Condition? Condition, string Unknown, Effect? NewerEffect);
