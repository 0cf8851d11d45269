using System.Collections.Immutable;
using System.Text.Json;

namespace AuthMesh.Core.Lists;

/// <summary>What is agreed for a list as a whole, worked out of its setting records in <c>mesh</c>. Immutable.</summary>
/// <remarks>
/// Where sites set the same unaware of each other, the stricter holds, and the setting is contested until somebody settles it. For stored-only names the
/// stricter is all names that any head has. A setting that this version cannot read may be stricter than anything that it can: then the list is not answered from.
/// </remarks>
public sealed class ListSettings
{
    /// <summary>The setting that names the attributes of which only the stored value counts. Its value is an array of names, in order.</summary>
    public const string StoredOnlyName = "storedOnly";

    /// <summary>The most names that may be written.</summary>
    public const int MaxStoredOnly = 256;

    private ListSettings(ImmutableSortedSet<string> storedOnly, ImmutableSortedSet<string> contested, bool isUnderstood)
    {
        StoredOnly = storedOnly;
        Contested = contested;
        IsUnderstood = isUnderstood;
    }

    /// <summary>Nothing was set.</summary>
    public static ListSettings Default { get; } = new(NoNames, NoNames, isUnderstood: true);

    /// <summary>Attributes that a request cannot give: the stored value counts, and where there is none the attribute is missing.</summary>
    public ImmutableSortedSet<string> StoredOnly { get; }

    /// <summary>The settings about which sites disagree.</summary>
    public ImmutableSortedSet<string> Contested { get; }

    /// <summary>False when something is set that this version cannot read.</summary>
    public bool IsUnderstood { get; }

    private static ImmutableSortedSet<string> NoNames => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The settings that one list's records amount to, in whatever order they come.</summary>
    public static ListSettings Of(IEnumerable<ListRecord> records)
    {
        var (storedOnly, contested, isUnderstood) = (NoNames, NoNames, true);
        foreach (var record in records.Where(record => record.HasPut))
        {
            var key = (ListSettingKey)record.Key;
            if (RecordStanding.Of(record).Standing == Standing.Contested)
            {
                contested = contested.Add(key.Name);
            }

            foreach (var put in record.Heads.Where(head => head.Operation == ChangeOperation.Put))
            {
                var names = key.IsUnderstood ? ReadNames(put.Details.Value) : null;
                storedOnly = names is null ? storedOnly : storedOnly.Union(names);
                isUnderstood &= names is not null;
            }
        }

        return new ListSettings(storedOnly, contested, isUnderstood);
    }

    /// <summary>The change that makes these the stored-only names of a list; none is as if it had never been set. What is no name is refused where it is written.</summary>
    public static Change SetStoredOnly(ListName list, IEnumerable<string> names)
    {
        var key = new ListSettingKey(list, StoredOnlyName);
        var sorted = names.Distinct().Order(StringComparer.Ordinal).ToArray();
        return sorted.Length == 0 ? Change.Remove(key) : Change.Put(key, Details.None with { Value = Array(sorted) });
    }

    /// <summary>What is wrong with a value that is to be written; null when nothing is.</summary>
    internal static string? ValueError(string value) =>
        !CanonicalJson.TryCanonicalise(value, out _, out var form) ? form
        : ReadNames(value) is not { } names ? "is no array of names in canonical form"
        : names.Length is 0 or > MaxStoredOnly ? $"has {names.Length} names; allowed are 1 to {MaxStoredOnly}"
        : !names.SequenceEqual(names.Distinct().Order(StringComparer.Ordinal)) ? "has names twice or not in order"
        : names.Select(NameRules.AttributeNameError).FirstOrDefault(error => error is not null) is { } error ? $"has a name that {error}"
        : null;

    /// <summary>Without the escapes of a serializer, which would make a long name too long.</summary>
    private static string Array(IEnumerable<string> names) => $"[{string.Join(',', names.Select(name =>
        $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}]";

    /// <summary>Null for what is no array of texts. Whatever was written by others is read: more names, or such as could not be written here, are only stricter.</summary>
    private static ImmutableArray<string>? ReadNames(string value)
    {
        // Canonical form has neither lone surrogates nor deep nesting, at which reading could fail.
        if (!CanonicalJson.TryCanonicalise(value, out var canonical, out _) || canonical != value)
        {
            return null;
        }

        using var json = JsonDocument.Parse(value);
        return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. json.RootElement.EnumerateArray().Select(item => item.GetString()!)]
            : null;
    }
}
