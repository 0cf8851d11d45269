using AuthMesh.Simulation.Network;

namespace AuthMesh.Simulation.Nodes;

/// <summary>A process of a population, as a scenario sees it: it writes, and misfortunes befall it.</summary>
public interface IMember : IProcess
{
    /// <summary>Accepts one update of its users, if it can.</summary>
    void Write();

    /// <summary>Alive, but doing nothing: what arrives waits, and its peers hear nothing of it.</summary>
    new bool Frozen { get; set; }

    /// <summary>Dies at once: what is not stored is lost. Peers are told by its host, unless that dies, too.</summary>
    void Crash(bool withItsHost = false);

    /// <summary>Begins again from what is stored.</summary>
    void Start();
}
