using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Decisions;

/// <summary>Design §3 word by word, with no thought for speed: what the index must agree with. It reads heads, not standings.</summary>
public static class ReferenceDecision
{
    public static bool IsAllowed(IReadOnlyList<ListRecord> records, AccessRequest request, long instant, ListSettings? settings = null)
    {
        if (NameRules.EntityError(request.Subject) is not null || NameRules.IdError(request.Action) is not null || NameRules.EntityError(request.Resource) is not null)
        {
            return false;
        }

        var facts = new ReferenceFacts(records, request, instant, settings ?? ListSettings.Default);
        return !AnyMatches(Effect.Deny, denying: true) && AnyMatches(Effect.Allow, denying: false);

        bool AnyMatches(Effect effect, bool denying)
        {
            var subjects = Closure(records, request.Subject, instant, denying);
            var actions = Closure(records, "action:" + request.Action, instant, denying);
            var resources = Closure(records, request.Resource, instant, denying);
            return records.Any(record => record.Key is EntryKey entry && entry.Effect == effect &&
                Counts(record, instant, denying) &&
                subjects.Any(name => Matches(entry.Subject, name)) &&
                (entry.Action == "*" || actions.Contains("action:" + entry.Action)) &&
                resources.Any(name => Matches(entry.Resource, name)) &&
                (denying ? Answer(entry, facts) != Truth.False : Answer(entry, facts) == Truth.True));
        }
    }

    /// <summary>The name and all that it is in, over memberships that count for denying or only over those that count for allowing.</summary>
    public static HashSet<string> Closure(IReadOnlyList<ListRecord> records, string name, long instant, bool denying)
    {
        var reached = new HashSet<string> { name };
        while (records.Any(record => record.Key is MembershipKey membership && reached.Contains(membership.Child.Value) &&
            Counts(record, instant, denying) && reached.Add(membership.Parent.Value)))
        {
        }

        return reached;
    }

    public static bool IsContested(ListRecord record)
    {
        var puts = record.Heads.Where(head => head.Operation == ChangeOperation.Put).ToList();
        return puts.Count < record.Heads.Length || record.Heads.Any(head => head.DenyOnly) ||
            (record.Key is AttributeKey && puts.Exists(put => put.Details.Value != puts[0].Details.Value));
    }

    private static Truth Answer(EntryKey entry, ReferenceFacts facts) =>
        entry.Unknown.Length > 0 ? Truth.Unknown
        : entry.Condition.Length == 0 ? Truth.True
        : Condition.TryCompile(entry.Condition, out var condition, out _) ? condition.Evaluate(facts)
        : Truth.Unknown;

    private static bool Counts(ListRecord record, long instant, bool denying)
    {
        var puts = record.Heads.Where(head => head.Operation == ChangeOperation.Put).ToList();
        if (denying)
        {
            return puts.Exists(put => put.Details.Window.Contains(instant));
        }

        var unknown = record.Key is EntryKey { Unknown: not "" } or MembershipKey { Unknown: not "" };
        return puts.Count > 0 && !IsContested(record) && !unknown && puts.TrueForAll(put => put.Details.Window.Contains(instant));
    }

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;
}
