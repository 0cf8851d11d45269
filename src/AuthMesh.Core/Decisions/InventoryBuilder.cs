using System.Runtime.InteropServices;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>An <see cref="Inventory"/> while records are read, of which it keeps nothing but the names.</summary>
public sealed class InventoryBuilder
{
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    /// <summary>Counts a record that has a put.</summary>
    public void Add(RecordKey key)
    {
        foreach (var name in Inventory.Named(key))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_uses, name, out _)++;
        }
    }

    /// <summary>All entities among the names.</summary>
    /// <param name="index">Of the same records: names are shared with it.</param>
    public Inventory Done(DecisionIndex index) =>
        new(NameTree.Build(_uses.Where(use => Inventory.IsEntity(use.Key)).Select(use => KeyValuePair.Create(index.Shared(use.Key), use.Value))));
}
