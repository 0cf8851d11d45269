using System.Collections.Immutable;

namespace AuthMesh.Core.Decisions;

/// <summary>Finds the known entities for which a question is allowed.</summary>
/// <remarks>
/// By definition (design §3) it is the check, asked about each known entity of a type: so it is made of just that, and cannot differ from what a check would say. The
/// entities come in the order of their names, and a page says where it stopped; so the next one goes on there whatever has changed meanwhile, and what is known throughout is
/// looked at once.
/// </remarks>
public static class Search
{
    /// <summary>The most entities that one page asks about: some hundredths of a second.</summary>
    public const int MostChecks = 20_000;

    /// <summary>One page.</summary>
    /// <param name="after">Where the page before ended; null for the first one.</param>
    /// <param name="limit">The most results.</param>
    /// <param name="instant">Unix milliseconds.</param>
    /// <param name="checks">The most entities to ask about; a page may end with fewer results for it, even with none.</param>
    public static SearchPage Find(
        DecisionIndex index, Inventory inventory, in SearchQuestion question, string? after, int limit, long instant, int checks = MostChecks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(checks, 1);
        if (!IsKnown(inventory, question))
        {
            return new SearchPage([], null);
        }

        var found = ImmutableArray.CreateBuilder<string>();
        var last = after ?? question.Type + ":";
        foreach (var entity in inventory.OfType(question.Type, last))
        {
            if (checks-- == 0)
            {
                return new SearchPage(found.DrainToImmutable(), last);
            }

            if (index.IsAllowed(question.About(entity), instant))
            {
                if (found.Count == limit)
                {
                    return new SearchPage(found.DrainToImmutable(), last);
                }

                found.Add(entity);
            }

            last = entity;
        }

        return new SearchPage(found.DrainToImmutable(), null);
    }

    /// <summary>A search about what no record names finds nothing, also where an entry for everybody would allow it. Actions are not entities in this sense.</summary>
    private static bool IsKnown(Inventory inventory, in SearchQuestion question) =>
        !question.Type.Contains(':', StringComparison.Ordinal) &&
        (question.Open == SearchSide.Subject || inventory.Contains(question.Subject)) &&
        (question.Open == SearchSide.Resource || inventory.Contains(question.Resource));
}
