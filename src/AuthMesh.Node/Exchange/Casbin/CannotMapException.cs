namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>Something that this list cannot say exactly. It is refused, never approximated.</summary>
internal sealed class CannotMapException(Place at, string reason) : Exception(reason)
{
    public Place At { get; } = at;
}
