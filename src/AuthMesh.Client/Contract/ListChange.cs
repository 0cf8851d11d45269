using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Client;

/// <summary>Puts or removes one record of a list. The member <c>op</c> says which of the kinds it is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op", IgnoreUnrecognizedTypeDiscriminators = false)]
[JsonDerivedType(typeof(PutEntry), "putEntry")]
[JsonDerivedType(typeof(RemoveEntry), "removeEntry")]
[JsonDerivedType(typeof(PutMembership), "putMembership")]
[JsonDerivedType(typeof(RemoveMembership), "removeMembership")]
[JsonDerivedType(typeof(SetAttribute), "setAttribute")]
[JsonDerivedType(typeof(RemoveAttribute), "removeAttribute")]
public abstract record ListChange;

/// <summary>Puts an entry.</summary>
/// <param name="Subject">An entity <c>type:id</c>, a prefix <c>type:prefix*</c>, or <c>*</c>.</param>
/// <param name="Action">A bare name or <c>*</c>.</param>
/// <param name="Resource">As <paramref name="Subject"/>.</param>
/// <param name="Condition">CEL; absent for none.</param>
/// <param name="NotBefore">Holds from this instant on, at most milliseconds.</param>
/// <param name="ExpiresAt">Holds before this instant, at most milliseconds.</param>
public sealed record PutEntry(
    Effect Effect, string Subject, string Action, string Resource, string? Condition = null,
    DateTimeOffset? NotBefore = null, DateTimeOffset? ExpiresAt = null, string? Note = null) : ListChange;

/// <summary>Removes the entry with this content, whatever its window and note.</summary>
public sealed record RemoveEntry(Effect Effect, string Subject, string Action, string Resource, string? Condition = null) : ListChange;

/// <summary>Puts an entity into another.</summary>
public sealed record PutMembership(
    string Child, string Parent, DateTimeOffset? NotBefore = null, DateTimeOffset? ExpiresAt = null, string? Note = null) : ListChange;

/// <summary>Takes an entity out of another.</summary>
public sealed record RemoveMembership(string Child, string Parent) : ListChange;

/// <summary>Gives an entity a named value.</summary>
/// <param name="Value">Any JSON value.</param>
public sealed record SetAttribute(string Entity, string Name, JsonElement Value, string? Note = null) : ListChange;

/// <summary>Takes a named value from an entity.</summary>
public sealed record RemoveAttribute(string Entity, string Name) : ListChange;

/// <summary>What an entry does where it matches.</summary>
public enum Effect
{
    /// <summary>Grants, unless another matching entry denies.</summary>
    Allow = 1,

    /// <summary>Denies, whatever else matches.</summary>
    Deny = 2,
}
