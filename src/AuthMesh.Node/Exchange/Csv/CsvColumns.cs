namespace AuthMesh.Node.Exchange.Csv;

/// <summary>The columns of the table: those of the REST API, and which kind of record has which.</summary>
internal static class CsvColumns
{
    public const string Kind = "kind", Effect = "effect", Subject = "subject", Action = "action", Resource = "resource", Condition = "condition",
        Child = "child", Parent = "parent", Entity = "entity", Name = "name", Value = "value", NotBefore = "notBefore", ExpiresAt = "expiresAt", Note = "note";

    /// <summary>All, in the order in which they are written. When reading, any order will do, and columns that stay empty may be left out.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Kind, Effect, Subject, Action, Resource, Condition, Child, Parent, Entity, Name, Value, NotBefore, ExpiresAt, Note];

    /// <summary>The columns that a kind of record may fill.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfKind { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["entry"] = [Effect, Subject, Action, Resource, Condition, NotBefore, ExpiresAt, Note],
        ["membership"] = [Child, Parent, NotBefore, ExpiresAt, Note],
        ["attribute"] = [Entity, Name, Value, Note],
    };
}
