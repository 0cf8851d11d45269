using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>Says what an entry means: <c>user:alice may read doc:/a/* until 2026-04-01 when context.mfa</c>.</summary>
internal static class EntrySentence
{
    public static string Of(EntryKey key, Window window) =>
        string.Format(key.Effect == Effect.Allow ? EntriesTexts.SentenceAllow : EntriesTexts.SentenceDeny, Who(key.Subject), What(key.Action), Which(key.Resource)) +
        WindowText.Clause(window) + (key.Condition.Length > 0 ? string.Format(EntriesTexts.SentenceWhen, key.Condition) : ".");

    private static string Who(string subject) => subject switch
    {
        "*" => EntriesTexts.Everyone,
        [.., ':', '*'] => string.Format(EntriesTexts.EveryoneOfType, subject[..^2]),
        _ => subject,
    };

    private static string What(string action) => action == "*" ? EntriesTexts.EveryAction : action;

    private static string Which(string resource) => resource switch
    {
        "*" => EntriesTexts.Everything,
        [.., ':', '*'] => string.Format(EntriesTexts.EverythingOfType, resource[..^2]),
        _ => resource,
    };
}
