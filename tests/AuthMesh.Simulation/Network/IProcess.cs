using AuthMesh.Core.Replication;

namespace AuthMesh.Simulation.Network;

/// <summary>A process that the simulated network connects with others, whatever it says to them.</summary>
public interface IProcess
{
    /// <summary>Its number, from 0.</summary>
    int Number { get; }

    /// <summary>False while it is down.</summary>
    bool IsUp { get; }

    /// <summary>Alive, but doing nothing: what arrives waits, and its peers hear nothing of it.</summary>
    bool Frozen { get; }

    /// <summary>A connection is up.</summary>
    void OnOpened(LinkEnd end, bool dialled);

    /// <summary>A connection is gone.</summary>
    void OnClosed(LinkEnd end, string reason);

    /// <summary>A frame came in.</summary>
    void OnFrame(LinkId link, ReadOnlyMemory<byte> frame);

    /// <summary>A dial came to nothing.</summary>
    void OnDialFailed(IProcess peer, string reason);
}
