using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Decisions;

/// <summary>Design §3 word by word, with no thought for speed: what the index must agree with. It reads heads, not standings.</summary>
public static class ReferenceDecision
{
    public static bool IsAllowed(IReadOnlyList<ListRecord> records, string subject, string action, string resource, long instant)
    {
        if (NameRules.EntityError(subject) is not null || NameRules.IdError(action) is not null || NameRules.EntityError(resource) is not null)
        {
            return false;
        }

        return !AnyMatches(Effect.Deny, denying: true) && AnyMatches(Effect.Allow, denying: false);

        bool AnyMatches(Effect effect, bool denying)
        {
            var subjects = Closure(records, subject, instant, denying);
            var actions = Closure(records, "action:" + action, instant, denying);
            var resources = Closure(records, resource, instant, denying);
            return records.Any(record => record.Key is EntryKey entry && entry.Effect == effect &&
                Counts(record, instant, denying) &&
                subjects.Any(name => Matches(entry.Subject, name)) &&
                (entry.Action == "*" || actions.Contains("action:" + entry.Action)) &&
                resources.Any(name => Matches(entry.Resource, name)));
        }
    }

    private static HashSet<string> Closure(IReadOnlyList<ListRecord> records, string name, long instant, bool denying)
    {
        var reached = new HashSet<string> { name };
        while (records.Any(record => record.Key is MembershipKey membership && reached.Contains(membership.Child.Value) &&
            Counts(record, instant, denying) && reached.Add(membership.Parent.Value)))
        {
        }

        return reached;
    }

    private static bool Counts(ListRecord record, long instant, bool denying)
    {
        var puts = record.Heads.Where(head => head.Operation == ChangeOperation.Put).ToList();
        if (denying)
        {
            return puts.Exists(put => put.Details.Window.Contains(instant));
        }

        var contested = puts.Count < record.Heads.Length || record.Heads.Any(head => head.DenyOnly);
        var unknown = record.Key is EntryKey { Unknown: not "" } or EntryKey { Condition: not "" } or MembershipKey { Unknown: not "" };
        return puts.Count > 0 && !contested && !unknown && puts.TrueForAll(put => put.Details.Window.Contains(instant));
    }

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;
}
