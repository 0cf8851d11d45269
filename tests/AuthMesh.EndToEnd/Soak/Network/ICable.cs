namespace AuthMesh.EndToEnd.Soak.Network;

/// <summary>Connects a node's namespace with the switch, with a delay, and a loss that changes.</summary>
internal interface ICable : IAsyncDisposable
{
    /// <summary>The name of its end at the switch.</summary>
    string Port { get; }

    /// <summary>From now on it loses this share of the packets, each way.</summary>
    Task SetLossAsync(double share);
}
