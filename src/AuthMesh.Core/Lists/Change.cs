namespace AuthMesh.Core.Lists;

/// <summary>Put or remove.</summary>
public enum ChangeOperation : byte
{
    /// <summary>The record shall be in force with this content.</summary>
    Put = 1,

    /// <summary>The record shall be gone.</summary>
    Remove = 2,
}

/// <summary>What a put says beyond the key: when it holds, a note, and for attributes and roster records a value.</summary>
/// <param name="Window">When the record holds; <see cref="Lists.Window.Always"/> for roster records.</param>
/// <param name="Note">Free text; empty for none.</param>
/// <param name="Value">Canonical JSON of an attribute or roster record; empty for entries and memberships.</param>
public sealed record Details(Window Window, string Note = "", string Value = "")
{
    /// <summary>Always, without note or value.</summary>
    public static Details None { get; } = new(Window.Always);
}

/// <summary>Put or remove one record.</summary>
/// <param name="Details">Of a put; <see cref="Details.None"/> for a removal.</param>
public sealed record Change(ChangeOperation Operation, RecordKey Key, Details Details)
{
    /// <summary>A put.</summary>
    public static Change Put(RecordKey key, Details? details = null) => new(ChangeOperation.Put, key, details ?? Details.None);

    /// <summary>A removal.</summary>
    public static Change Remove(RecordKey key) => new(ChangeOperation.Remove, key, Details.None);
}
