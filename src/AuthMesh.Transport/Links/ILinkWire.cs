namespace AuthMesh.Transport.Links;

/// <summary>One end of a SignalR connection, whichever side dialled.</summary>
internal interface ILinkWire
{
    /// <summary>Completes when the frame is on its way and there is room for another.</summary>
    Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>Ends the connection at once; returns at once.</summary>
    void Abort(string reason);
}
