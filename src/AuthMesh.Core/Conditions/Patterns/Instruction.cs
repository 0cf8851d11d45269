namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>One instruction of a pattern.</summary>
/// <param name="Target">Of a fork, one instruction to go on at.</param>
/// <param name="OtherTarget">Of a fork, the other.</param>
/// <param name="Set">Of a take.</param>
internal readonly record struct Instruction(InstructionKind Kind, int Target = 0, int OtherTarget = 0, CodePointSet? Set = null);
