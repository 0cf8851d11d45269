using System.Globalization;
using AuthMesh.Client;
using AuthMesh.Node.Exchange;

namespace AuthMesh.Node.CommandLine;

/// <summary>Writes an explanation for people.</summary>
internal static class ExplanationText
{
    public static void Write(TextWriter output, DecisionExplanation explanation)
    {
        output.WriteLine(explanation.Decision ? "allow" : "deny");
        foreach (var entry in explanation.Deciding)
        {
            Write(output, "because", entry, explanation.NodeNames);
        }

        if (explanation.Missing is { } missing)
        {
            output.WriteLine();
            output.WriteLine($"missing   {missing.Detail}");
            WriteNames(output, "the subject is in", missing.SubjectIn);
            WriteNames(output, "the action is in", missing.ActionIn);
            WriteNames(output, "the resource is in", missing.ResourceIn);
        }

        foreach (var entry in explanation.Considered)
        {
            Write(output, "not by", entry, explanation.NodeNames);
        }

        if (explanation.Ignored is { } ignored)
        {
            output.WriteLine();
            output.WriteLine($"ignored   {string.Join(", ", ignored)}: the list reads the stored value only");
        }

        if (explanation.Cut)
        {
            output.WriteLine();
            output.WriteLine("There is more than is shown.");
        }

        output.WriteLine();
        output.WriteLine($"list {explanation.List}, version {explanation.Version}, at {Text(explanation.Instant)}" +
            (explanation.DataAgeSeconds is { } age ? string.Create(CultureInfo.InvariantCulture, $", what others did is known up to {age:0.0} s ago") : ""));
    }

    private static void Write(TextWriter output, string word, ExplainedEntry explained, IReadOnlyDictionary<string, string> nodeNames)
    {
        var entry = explained.Entry;
        output.WriteLine();
        output.WriteLine($"{word,-9} {Effect(entry)} {entry.Subject} {entry.Action} {entry.Resource}{(entry.Condition is null ? "" : $" when {entry.Condition}")}{Window(entry.NotBefore, entry.ExpiresAt)}");
        output.WriteLine($"{"",-9} by {entry.ChangedBy} at {Node(entry.ChangedAtNode, nodeNames)}, {Text(entry.ChangedAt)}{(entry.Note is null ? "" : $": {entry.Note}")}");
        foreach (var match in new[] { explained.Subject, explained.Action, explained.Resource })
        {
            if (match.Path.Count > 0)
            {
                output.WriteLine($"{"",-9} {string.Join(" → ", match.Path.Select(membership => membership.Parent).Prepend(match.Name))}");
            }
        }

        foreach (var remark in explained.Remarks)
        {
            output.WriteLine($"{"",-9} {Membership(explained, remark)}{Text(remark.Kind)}{Doubts(remark)}");
        }
    }

    /// <summary>A node by its name and its id; by its id alone when the roster does not have it.</summary>
    private static string Node(string id, IReadOnlyDictionary<string, string> names) => names.TryGetValue(id, out var name) ? $"{name} ({id})" : $"node {id}";

    private static string Doubts(ExplainedRemark remark)
    {
        (IReadOnlyList<string>? What, string Is)[] doubts = [(remark.Missing, "missing"), (remark.Contested, "contested"), (remark.Unfit, "of no use here")];
        var told = doubts.Where(doubt => doubt.What is not null).Select(doubt => $"{string.Join(", ", doubt.What!)} {(doubt.What!.Count == 1 ? "is" : "are")} {doubt.Is}").ToList();
        return told.Count == 0 ? "" : $": {string.Join("; ", told)}";
    }

    /// <summary>The membership that a remark is about, with its window; nothing where it is about the entry.</summary>
    private static string Membership(ExplainedEntry explained, ExplainedRemark remark)
    {
        if (remark.Child is null)
        {
            return "";
        }

        var membership = new[] { explained.Subject, explained.Action, explained.Resource }
            .SelectMany(match => match.Path)
            .FirstOrDefault(membership => membership.Child == remark.Child && membership.Parent == remark.Parent);
        return $"{remark.Child} in {remark.Parent}{Window(membership?.NotBefore, membership?.ExpiresAt)}: ";
    }

    private static string Window(DateTimeOffset? from, DateTimeOffset? until) =>
        (from is { } start ? $" from {Exact(start)}" : "") + (until is { } end ? $" until {Exact(end)}" : "");

    private static string? Exact(DateTimeOffset time) => Instant.Text(time.ToUnixTimeMilliseconds());

    private static void WriteNames(TextWriter output, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            output.WriteLine($"{"",-9} {what} {string.Join(", ", names)}");
        }
    }

    private static string Effect(EntryItem entry) => entry.Effect.ToString().ToLowerInvariant();

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static string Text(RemarkKind kind) => kind switch
    {
        RemarkKind.Expired => "expired",
        RemarkKind.NotYetValid => "not valid yet",
        RemarkKind.Contested => "contested, so it counts for denying only",
        RemarkKind.WindowsDisagree => "sites gave it different windows, so here it counts for denying only",
        RemarkKind.NotUnderstood => "has something that this version does not know, so it counts for denying only",
        RemarkKind.ConditionFalse => "the condition does not hold",
        RemarkKind.ConditionUnknown => "the condition cannot be told",
        RemarkKind.Overridden => "overridden by what denies",
        _ => kind.ToString(),
    };
}
