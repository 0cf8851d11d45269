using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Lists;

/// <summary>A change to a record that no other change has seen and replaced.</summary>
/// <param name="Dot">The batch that carries the change.</param>
/// <param name="Batch">That batch's id.</param>
/// <param name="Index">The change's place among all changes of its batch, from 0.</param>
/// <param name="Time">The batch's hybrid timestamp: for display and notes, never for deciding who wins.</param>
/// <param name="DenyOnly">Beyond a cut: replaces nothing and counts only for denying.</param>
/// <param name="Actor">Who asked for the change at that node.</param>
public sealed record Head(Dot Dot, Hash256 Batch, int Index, HybridTimestamp Time, ChangeOperation Operation, Details Details, string Actor, bool DenyOnly = false);
