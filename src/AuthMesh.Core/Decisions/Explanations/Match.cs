using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>How an entry comes to be for one name of a question.</summary>
/// <param name="Name">The question's name; an action as <c>action:NAME</c>.</param>
/// <param name="Memberships">From the name upwards, each beginning where the one before ends; empty when the entry is for the name itself.</param>
/// <param name="Pattern">What the entry has there: the name at the end of this path, or a pattern that matches it.</param>
public sealed record Match(string Name, ImmutableArray<MembershipKey> Memberships, string Pattern);
