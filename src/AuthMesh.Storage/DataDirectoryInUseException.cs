namespace AuthMesh.Storage;

/// <summary>Another process runs on the data directory.</summary>
public sealed class DataDirectoryInUseException : Exception
{
    internal DataDirectoryInUseException(string directory, int? holder, Exception inner)
        : base($"The data directory '{directory}' is in use by another node{(holder is null ? "" : $" (process {holder})")}; every node needs one of its own.", inner) =>
        ProcessId = holder;

    /// <summary>Who has it, if known.</summary>
    public int? ProcessId { get; }
}
