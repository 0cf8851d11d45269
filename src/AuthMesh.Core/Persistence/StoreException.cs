namespace AuthMesh.Core.Persistence;

/// <summary>The store could not do what was asked; nothing of the running transaction is kept.</summary>
public sealed class StoreException : Exception
{
    /// <summary>With what failed and why.</summary>
    public StoreException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
