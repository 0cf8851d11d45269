using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions;

/// <summary>Why a condition cannot be told, by what it reads, as conditions write it: <c>resource.properties.owner</c>. Each in the order of code units.</summary>
/// <remarks>All are empty where it is not for what the condition reads: it does not compile here, or is too much work.</remarks>
/// <param name="Missing">What is not there.</param>
/// <param name="Contested">What sites disagree about, or this version does not understand.</param>
/// <param name="Unfit">What is there, and of a kind, or with a content, that is of no use where it stands.</param>
public sealed record ConditionDoubts(ImmutableSortedSet<string> Missing, ImmutableSortedSet<string> Contested, ImmutableSortedSet<string> Unfit)
{
    /// <summary>The most that each of the three holds.</summary>
    public const int Most = 20;

    /// <summary>Nothing to be said.</summary>
    public static ConditionDoubts None { get; } = new(Nothing, Nothing, Nothing);

    private static ImmutableSortedSet<string> Nothing => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"missing [{string.Join(", ", Missing)}], contested [{string.Join(", ", Contested)}], unfit [{string.Join(", ", Unfit)}]";
}
