namespace AuthMesh.Node.Hosting;

/// <summary>On until the node is up.</summary>
internal sealed class StartPhase
{
    private volatile bool _isOver;

    public bool IsOn => !_isOver;

    public void End() => _isOver = true;
}
