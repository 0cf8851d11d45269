using System.Collections.Immutable;
using System.Text.Json;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Reads the settings of a list.</summary>
internal static class ListSettingsReader
{
    private const string StoredOnly = ListSettings.StoredOnlyName;

    /// <summary>What shall be set; null, and noted, when something is wrong.</summary>
    public static ListConfiguration? Read(JsonElement body, ListName list, RequestErrors errors)
    {
        if (JsonFields.Of(body, "", errors) is not { } fields)
        {
            return null;
        }

        var storedOnly = ReadNames(fields, errors);
        var resolve = fields.Flag("resolve");
        fields.RefuseOthers();
        return errors.Count == 0 ? new ListConfiguration(list, storedOnly, resolve) : null;
    }

    /// <summary>Null leaves the setting as it is. An explicit <c>null</c> is refused: it could be meant to take the setting away.</summary>
    private static ImmutableArray<string>? ReadNames(JsonFields fields, RequestErrors errors)
    {
        if (fields.Raw(StoredOnly) is not { } array)
        {
            return null;
        }

        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > ListSettings.MaxStoredOnly)
        {
            fields.Refuse(StoredOnly, $"is no array of at most {ListSettings.MaxStoredOnly} names; allowed are names of attributes, and [] for none");
            return null;
        }

        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in array.EnumerateArray())
        {
            var name = TextOf(item);
            var error = name is null ? "is no text"
                : names.Contains(name) ? "is there twice"
                : NameRules.AttributeNameError(name);
            if (error is not null)
            {
                errors.Add($"{StoredOnly}[{names.Count}]", error);
            }

            names.Add(name ?? "");
        }

        return names.ToImmutable();
    }

    /// <summary>Null also for half of a surrogate pair, which is no Unicode text.</summary>
    private static string? TextOf(JsonElement item)
    {
        try
        {
            return item.ValueKind == JsonValueKind.String ? item.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
