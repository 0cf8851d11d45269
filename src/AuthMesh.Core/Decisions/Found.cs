namespace AuthMesh.Core.Decisions;

/// <summary>What a <see cref="Vocabulary"/> says of a name.</summary>
/// <param name="Number">Its number, or <see cref="Vocabulary.None"/>.</param>
/// <param name="IsProper">True when a list could hold an entity of this name; only for one that has a number.</param>
internal readonly record struct Found(int Number, bool IsProper);
