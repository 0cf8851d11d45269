using AuthMesh.Core.Identity;

namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>Counts instead of tossing coins.</summary>
public sealed class FakeEntropy : IEntropy
{
    private byte next;

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            b = next++;
        }
    }
}
