using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Lists;

/// <summary>Which changes may be written to a list. Checked where a change is written, never where it arrives: a batch that others accepted is not judged again.</summary>
/// <remarks>So a list can come to hold records that these rules refuse, written by a newer version. To let them be removed, a writer
/// need not ask for the removal of a record that is there.</remarks>
public static class ChangeRules
{
    /// <summary>The greatest length of a note, in bytes of UTF-8.</summary>
    public const int MaxNoteBytes = 1024;

    /// <summary>Everything that is wrong with the change, at once; empty when it may be written.</summary>
    public static IReadOnlyList<ChangeError> Check(ListName list, Change change)
    {
        var errors = new List<ChangeError>();
        CheckKind(list, change.Key, errors);
        CheckKey(change, errors);
        if (change.Operation == ChangeOperation.Put)
        {
            CheckDetails(change.Key, change.Details, errors);
        }

        return errors;
    }

    private static void CheckKind(ListName list, RecordKey key, List<ChangeError> errors)
    {
        var isAccessRecord = key is EntryKey or MembershipKey or AttributeKey;
        if (isAccessRecord && list.IsMesh)
        {
            errors.Add(new("op", "is not for the list 'mesh', which holds the roster"));
        }

        if (!isAccessRecord && !list.IsMesh)
        {
            errors.Add(new("op", "is only for the list 'mesh', which holds the roster"));
        }

        if (key is EntryKey { Unknown.Length: > 0 } or MembershipKey { Unknown.Length: > 0 } or AttributeKey { Unknown.Length: > 0 } or ListSettingKey { Unknown.Length: > 0 })
        {
            errors.Add(new("op", "has fields that this version does not know"));
        }
    }

    private static void CheckKey(Change change, List<ChangeError> errors)
    {
        switch (change.Key)
        {
            case EntryKey entry:
                Add("effect", entry.Effect is Effect.Allow or Effect.Deny ? null : "is not one of allow, deny");
                Add("subject", NameRules.PatternError(entry.Subject));
                Add("action", NameRules.ActionError(entry.Action) ?? (change.Operation == ChangeOperation.Put ? TypedActionError(entry.Action) : null));
                Add("resource", NameRules.PatternError(entry.Resource));
                Add("condition", change.Operation == ChangeOperation.Put ? ConditionError(entry.Condition) : null);
                break;
            case MembershipKey membership:
                Add("child", NameRules.EntityError(membership.Child.Value));
                Add("parent", NameRules.EntityError(membership.Parent.Value) ?? (membership.Child == membership.Parent ? "is the child itself" : null));
                break;
            case AttributeKey attribute:
                Add("entity", NameRules.EntityError(attribute.Entity.Value));
                Add("name", NameRules.AttributeNameError(attribute.Name));
                break;
            case ListSettingKey setting:
                Add("list", setting.List.IsMesh ? "is 'mesh', which has no settings" : null);
                Add("name", setting.Name == ListSettings.StoredOnlyName ? null : $"is no setting that this version knows; allowed is {ListSettings.StoredOnlyName}");
                break;
        }

        void Add(string field, string? detail)
        {
            if (detail is not null)
            {
                errors.Add(new(field, detail));
            }
        }
    }

    /// <summary>An entry's action is a bare name. As <c>action:read</c>, the way memberships write it, it would name another action, and a denial would deny nothing.</summary>
    private static string? TypedActionError(string action) => action.StartsWith("action:", StringComparison.Ordinal)
        ? "has 'action:' in front, which is for memberships; allowed is the bare name"
        : null;

    /// <summary>A condition is kept exactly as written: it is part of the key.</summary>
    private static string? ConditionError(string condition) =>
        condition.Length == 0 || Condition.TryCompile(condition, out _, out var error) ? null : $"is refused at column {error.Column}: {error.Message}";

    private static void CheckDetails(RecordKey key, Details details, List<ChangeError> errors)
    {
        if (NameRules.FreeTextError(details.Note, MaxNoteBytes) is { } noteError)
        {
            errors.Add(new("note", noteError));
        }

        switch (key)
        {
            case AttributeKey:
                CheckNoWindow(details.Window, errors);
                CheckValue(details.Value, errors);
                break;
            case ListSettingKey:
                CheckNoWindow(details.Window, errors);
                if (ListSettings.ValueError(details.Value) is { } settingError)
                {
                    errors.Add(new("value", settingError));
                }

                break;
            case EntryKey or MembershipKey:
                if (details.Window.IsEmpty)
                {
                    errors.Add(new("expiresAt", "is not later than notBefore"));
                }

                if (details.Value.Length > 0)
                {
                    errors.Add(new("value", "is only for attributes"));
                }

                break;
        }
    }

    private static void CheckNoWindow(Window window, List<ChangeError> errors)
    {
        if (window.NotBefore != Window.Always.NotBefore)
        {
            errors.Add(new("notBefore", "is not for attributes and settings, which hold at all times"));
        }

        if (window.ExpiresAt != Window.Always.ExpiresAt)
        {
            errors.Add(new("expiresAt", "is not for attributes and settings, which hold at all times"));
        }
    }

    private static void CheckValue(string value, List<ChangeError> errors)
    {
        if (!CanonicalJson.TryCanonicalise(value, out var canonical, out var error))
        {
            errors.Add(new("value", error!));
        }
        else if (canonical != value)
        {
            errors.Add(new("value", "is not in canonical form"));
        }
    }
}
