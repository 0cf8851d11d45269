using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Decisions.Explanations;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Rest.Lists;
using ExplainedEntry = AuthMesh.Core.Decisions.Explanations.ExplainedEntry;
using MissingAllow = AuthMesh.Core.Decisions.Explanations.MissingAllow;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Shows an explanation as the API does: its records with their authors, times and notes, which the index does not keep.</summary>
/// <param name="records">All records that the explanation speaks of.</param>
internal sealed class ExplanationItems(IReadOnlyDictionary<RecordKey, ListRecord> records)
{
    /// <summary>The records of an explanation, looked up. Paths may have more memberships than are looked up at once; what is beyond is left out.</summary>
    public static ExplanationItems For(ListName list, Explanation explanation, IListQueries queries) =>
        new(queries.Records(list, [.. explanation.Records.Take(IListQueries.MostKeys)]).ToDictionary(record => record.Key));

    /// <param name="nodes">The roster: names are the same wherever it is.</param>
    /// <param name="instant">Unix milliseconds.</param>
    public DecisionExplanation Show(ListSnapshot list, Explanation explanation, IEnumerable<MeshNode> nodes, long instant, TimeSpan? dataAge) => new(
        explanation.IsAllowed,
        ShowAll(explanation.Deciding),
        ShowAll(explanation.Considered),
        explanation.Missing is { } missing ? Show(missing) : null,
        explanation.IsCut || explanation.Records.Skip(IListQueries.MostKeys).Any(),
        list.List.Value,
        list.Version.ToString(),
        DateTimeOffset.FromUnixTimeMilliseconds(instant),
        dataAge?.TotalSeconds)
    {
        NodeNames = NamesOf(nodes),
        Ignored = NullIfEmpty(explanation.Ignored),
    };

    /// <summary>Of the nodes that wrote what is shown, in the order of their ids. One that the roster does not have is known by its id alone.</summary>
    private SortedDictionary<string, string> NamesOf(IEnumerable<MeshNode> nodes)
    {
        var authors = records.Values.Select(record => RecordStanding.Of(record).Latest.Dot.Writer.Node).ToHashSet();
        return new(nodes.Where(node => authors.Contains(node.Node)).ToDictionary(node => node.Node.ToString(), node => node.Name), StringComparer.Ordinal);
    }

    private Client.MissingAllow Show(MissingAllow missing) => new(
        (Client.MissingKind)missing.Kind,
        missing.Detail,
        missing.Nearest is { } nearest && records.ContainsKey(nearest.Entry) ? Show(nearest) : null,
        missing.SubjectIn, missing.ActionIn, missing.ResourceIn);

    private IReadOnlyList<Client.ExplainedEntry> ShowAll(IEnumerable<ExplainedEntry> entries) =>
        [.. entries.Where(entry => records.ContainsKey(entry.Entry)).Select(Show)];

    private Client.ExplainedEntry Show(ExplainedEntry entry) => new(
        RecordItems.Entry(records[entry.Entry]), Show(entry.Subject), Show(entry.Action), Show(entry.Resource), [.. entry.Remarks.Select(Show)]);

    private ExplainedMatch Show(Match match) =>
        new(match.Name, match.Pattern, [.. match.Memberships.Where(records.ContainsKey).Select(membership => RecordItems.Membership(records[membership]))]);

    private static ExplainedRemark Show(Remark remark) => remark.Record is MembershipKey membership
        ? new((Client.RemarkKind)remark.Kind, membership.Child.Value, membership.Parent.Value)
        : new((Client.RemarkKind)remark.Kind)
        {
            Missing = NullIfEmpty(remark.Doubts.Missing),
            Contested = NullIfEmpty(remark.Doubts.Contested),
            Unfit = NullIfEmpty(remark.Doubts.Unfit),
        };

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> texts) => texts.Count == 0 ? null : texts;
}
