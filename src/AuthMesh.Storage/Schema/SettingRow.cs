namespace AuthMesh.Storage.Schema;

/// <summary>A small named value.</summary>
internal sealed class SettingRow
{
    public required string Key { get; init; }

    public required string Value { get; init; }
}
