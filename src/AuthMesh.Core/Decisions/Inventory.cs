using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The entities that are known: those that appear in any record. Immutable, in order of their names; what searches look through.</summary>
/// <remarks>
/// <para>Known are the exact subjects and resources of entries, both ends of memberships, the entities of attributes, and the actions of entries as <c>action:NAME</c>.
/// A record counts as long as a put is among its heads, contested or not: whether it allows is for the decision to say. Names that no list could hold are left out.</para>
/// <para>Beside the names themselves, which it shares with the <see cref="DecisionIndex"/>, it takes about 20 bytes an entity.</para>
/// </remarks>
public sealed class Inventory
{
    private readonly NameTree _entities;

    internal Inventory(NameTree entities) => _entities = entities;

    /// <summary>Nothing is known.</summary>
    public static Inventory Empty { get; } = new(NameTree.Empty);

    /// <summary>True when nothing is known.</summary>
    public bool IsEmpty => _entities.IsEmpty;

    /// <summary>From the keys of all records that have a put.</summary>
    /// <param name="index">Of the same records: names are shared with it.</param>
    public static Inventory Build(IEnumerable<RecordKey> records, DecisionIndex index)
    {
        var builder = new InventoryBuilder();
        foreach (var record in records)
        {
            builder.Add(record);
        }

        return builder.Done(index);
    }

    /// <summary>With these records more and those less; the cost follows their number.</summary>
    /// <param name="index">Which has the new records: names are shared with it.</param>
    public Inventory With(IEnumerable<RecordKey> appeared, IEnumerable<RecordKey> gone, DecisionIndex index)
    {
        var entities = _entities;
        foreach (var name in appeared.SelectMany(Names))
        {
            entities = entities.Use(index.Shared(name), 1);
        }

        foreach (var name in gone.SelectMany(Names))
        {
            entities = entities.Use(name, -1);
        }

        return new Inventory(entities);
    }

    /// <summary>True for a known entity.</summary>
    public bool Contains(string entity) => _entities.Contains(entity);

    /// <summary>The known entities of a type that come after one (<c>type:id</c>, or <c>type:</c> for all of them), by id in ordinal order.</summary>
    public IEnumerable<string> OfType(string type, string after)
    {
        var prefix = type + ":";
        return _entities.After(after).TakeWhile(entity => entity.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>What a record names, patterns and what no list could hold among them.</summary>
    internal static ReadOnlySpan<string> Named(RecordKey key) => key switch
    {
        EntryKey entry => new[] { entry.Subject, EntityRef.Action(entry.Action).Value, entry.Resource },
        MembershipKey membership => new[] { membership.Child.Value, membership.Parent.Value },
        AttributeKey attribute => new[] { attribute.Entity.Value },
        _ => [],
    };

    /// <summary>A pattern is no entity, and what a newer or faulty writer may have sent is none that could be asked about.</summary>
    internal static bool IsEntity(string name) => NameRules.EntityError(name) is null;

    private static IEnumerable<string> Names(RecordKey key) => Named(key).ToArray().Where(IsEntity);
}
