using System.Runtime.CompilerServices;
using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Plans;
using Effect = AuthMesh.Core.Lists.Effect;

namespace AuthMesh.Node.CommandLine;

/// <summary>Reads a list's records from a node, page after page.</summary>
internal sealed class ListRecords(AuthMeshClient client, string list)
{
    /// <summary>Up to so many records are looked up one by one; for more, the whole list passes by.</summary>
    private const int MostLookUps = 200;

    /// <summary>All records: memberships, attributes, entries.</summary>
    public async IAsyncEnumerable<StandingRecord> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in client.MembershipsAsync(list, cancellationToken: cancellationToken))
        {
            yield return Of(item);
        }

        await foreach (var item in client.AttributesAsync(list, cancellationToken: cancellationToken))
        {
            yield return Of(item);
        }

        await foreach (var item in client.EntriesAsync(list, cancellationToken: cancellationToken))
        {
            yield return Of(item);
        }
    }

    /// <summary>At least those of the keys that stand in the list.</summary>
    public IAsyncEnumerable<StandingRecord> OfKeysAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        keys.Count > MostLookUps ? AllAsync(cancellationToken) : LookUpAsync(keys, cancellationToken);

    private async IAsyncEnumerable<StandingRecord> LookUpAsync(IEnumerable<RecordKey> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            await foreach (var record in LookUpAsync(key, cancellationToken))
            {
                if (record.Key == key)
                {
                    yield return record;
                }
            }
        }
    }

    private IAsyncEnumerable<StandingRecord> LookUpAsync(RecordKey key, CancellationToken cancellationToken) => key switch
    {
        EntryKey entry => client.EntriesAsync(list, new EntryFilter(entry.Subject, entry.Action, entry.Resource), cancellationToken).Select(Of),
        MembershipKey membership => client.MembershipsAsync(list, membership.Child.Value, membership.Parent.Value, cancellationToken).Select(Of),
        AttributeKey attribute => client.AttributesAsync(list, attribute.Entity.Value, attribute.Name, cancellationToken).Select(Of),
        _ => throw new ArgumentException($"A record of kind {key.Kind} is of the roster.", nameof(key)),
    };

    private static StandingRecord Of(EntryItem item) => new(
        new EntryKey((Effect)item.Effect, item.Subject, item.Action, item.Resource, item.Condition ?? ""), Details(item.NotBefore, item.ExpiresAt, item.Note), IsContested(item.State));

    private static StandingRecord Of(MembershipItem item) => new(
        new MembershipKey(new EntityRef(item.Child), new EntityRef(item.Parent)), Details(item.NotBefore, item.ExpiresAt, item.Note), IsContested(item.State));

    private static StandingRecord Of(AttributeItem item) => new(
        new AttributeKey(new EntityRef(item.Entity), item.Name), new Details(Window.Always, item.Note ?? "", Canonical(item.Value)), IsContested(item.State));

    private static Details Details(DateTimeOffset? notBefore, DateTimeOffset? expiresAt, string? note) =>
        new(Instant.Between(notBefore?.ToUnixTimeMilliseconds(), expiresAt?.ToUnixTimeMilliseconds()), note ?? "");

    /// <summary>Empty for a value that is contested.</summary>
    private static string Canonical(JsonElement? value) => value is { } json && CanonicalJson.TryCanonicalise(json.GetRawText(), out var canonical, out _) ? canonical : "";

    private static bool IsContested(RecordState state) => state == RecordState.Contested;
}
