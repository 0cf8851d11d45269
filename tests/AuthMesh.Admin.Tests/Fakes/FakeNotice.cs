using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>Remembers what is posted.</summary>
public sealed class FakeNotice : ISetupCodeNotice
{
    public string? Posted { get; private set; }

    public void Post(string code) => Posted = code;

    public void Withdraw() => Posted = null;
}
