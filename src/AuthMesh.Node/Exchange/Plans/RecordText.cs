using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Plans;

/// <summary>A record on one line, for people.</summary>
internal static class RecordText
{
    public static string Of(RecordKey key) => key switch
    {
        EntryKey entry => $"{(entry.Effect == Effect.Allow ? "allow" : "deny")} {entry.Subject} {entry.Action} {entry.Resource}{(entry.Condition.Length > 0 ? $" when {entry.Condition}" : "")}",
        MembershipKey membership => $"member {membership.Child} in {membership.Parent}",
        AttributeKey attribute => $"attribute {attribute.Entity} {attribute.Name}",
        _ => key.ToString(),
    };
}
