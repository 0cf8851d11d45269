namespace AuthMesh.Core.Identity;

/// <summary>Where Core takes randomness from: the system's secure source in a node, a seeded one in a simulation.</summary>
public interface IEntropy
{
    /// <summary>Fills the span with random bytes.</summary>
    void Fill(Span<byte> bytes);
}
