using System.Security.Cryptography;
using AuthMesh.Core.Identity;

namespace AuthMesh.Transport.Identity;

/// <summary>The operating system's secure random source.</summary>
public sealed class SystemEntropy : IEntropy
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
