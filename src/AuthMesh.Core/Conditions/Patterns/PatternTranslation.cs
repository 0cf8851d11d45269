namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A pattern in the syntax of .NET.</summary>
/// <param name="Size">How many characters the pattern speaks of when all repetitions are written out.</param>
internal readonly record struct PatternTranslation(string Text, bool IgnoresCase, int Size);
