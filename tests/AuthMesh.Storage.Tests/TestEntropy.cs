using AuthMesh.Core.Identity;

namespace AuthMesh.Storage.Tests;

/// <summary>Never gives the same bytes twice, and always the same ones in a run.</summary>
internal sealed class TestEntropy : IEntropy
{
    private int _calls;

    public void Fill(Span<byte> bytes) => new Random(++_calls).NextBytes(bytes);
}
