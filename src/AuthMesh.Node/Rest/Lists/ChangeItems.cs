using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Core.Lists;
using static AuthMesh.Node.Rest.Lists.RecordItems;
using Effect = AuthMesh.Client.Effect;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Shows changes in the shape in which requests bring them.</summary>
internal static class ChangeItems
{
    /// <exception cref="InvalidOperationException">A change of the roster, which has no such shape.</exception>
    public static ListChange Of(Change change) => (change.Key, change.Operation) switch
    {
        (EntryKey key, ChangeOperation.Put) => new PutEntry(
            (Effect)key.Effect, key.Subject, key.Action, key.Resource, NullIfEmpty(key.Condition), NotBefore(change), ExpiresAt(change), Note(change)),
        (EntryKey key, _) => new RemoveEntry((Effect)key.Effect, key.Subject, key.Action, key.Resource, NullIfEmpty(key.Condition)),
        (MembershipKey key, ChangeOperation.Put) => new PutMembership(key.Child.Value, key.Parent.Value, NotBefore(change), ExpiresAt(change), Note(change)),
        (MembershipKey key, _) => new RemoveMembership(key.Child.Value, key.Parent.Value),
        (AttributeKey key, ChangeOperation.Put) => new SetAttribute(key.Entity.Value, key.Name, Value(change.Details.Value), Note(change)),
        (AttributeKey key, _) => new RemoveAttribute(key.Entity.Value, key.Name),
        _ => throw new InvalidOperationException($"A change of kind {change.Key.Kind} belongs to the roster."),
    };

    /// <summary>An attribute's value; what is no JSON, from a node that wrote it unchecked, is shown as a text.</summary>
    public static JsonElement Value(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(json);
        }
    }

    private static DateTimeOffset? NotBefore(Change change) => Time(change.Details.Window.NotBefore);

    private static DateTimeOffset? ExpiresAt(Change change) => Time(change.Details.Window.ExpiresAt);

    private static string? Note(Change change) => NullIfEmpty(change.Details.Note);
}
