using System.Collections.Immutable;
using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Reads the request of a transaction.</summary>
internal static class TransactionReader
{
    private const int MostChanges = 10_000;
    private const int MostNodes = 100_000;

    /// <summary>The write and how many nodes to wait for; null, and noted, when something is wrong.</summary>
    public static (WriteRequest Write, WaitFor? WaitFor)? Read(JsonElement body, ListName list, string actor, RequestErrors errors)
    {
        if (JsonFields.Of(body, "", errors) is not { } fields)
        {
            return null;
        }

        var changes = Changes(fields, list, errors);
        var note = fields.Text("note") ?? "";
        var version = Version(fields);
        var resolve = fields.Flag("resolve");
        var waitFor = Wait(fields);
        fields.RefuseOthers();
        return errors.Count == 0 ? (new WriteRequest(list, new Transaction(actor, note, changes), version, resolve), waitFor) : null;
    }

    private static ImmutableArray<Change> Changes(JsonFields fields, ListName list, RequestErrors errors)
    {
        if (fields.Value("changes") is not { ValueKind: JsonValueKind.Array } array)
        {
            fields.Refuse("changes", "is missing or no array; allowed is an array of changes");
            return [];
        }

        var count = array.GetArrayLength();
        if (count is 0 or > MostChanges)
        {
            fields.Refuse("changes", $"has {count} changes; allowed are 1 to {MostChanges}");
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<Change>(count);
        foreach (var element in array.EnumerateArray())
        {
            var path = $"changes[{changes.Count}]";
            var change = ChangeReader.Read(element, path, errors);
            foreach (var wrong in change is null ? [] : ChangeRules.Check(list, change))
            {
                errors.Add($"{path}.{wrong.Field}", wrong.Detail);
            }

            changes.Add(change!);
        }

        return changes.MoveToImmutable();
    }

    private static VersionToken? Version(JsonFields fields)
    {
        if (fields.Text("ifVersion") is not { } text)
        {
            return null;
        }

        if (!VersionToken.TryParse(text, out var version))
        {
            fields.Refuse("ifVersion", "is not a version that a node gave");
        }

        return version;
    }

    private static WaitFor? Wait(JsonFields fields)
    {
        if (fields.Value("waitFor") is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.ValueEquals("all"))
        {
            return WaitFor.All;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var nodes) && nodes is >= 1 and <= MostNodes)
        {
            return new WaitFor(nodes);
        }

        fields.Refuse("waitFor", "is neither a number of nodes nor \"all\"");
        return null;
    }
}
