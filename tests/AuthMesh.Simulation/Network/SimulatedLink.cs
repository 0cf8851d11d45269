using AuthMesh.Core.Replication;

namespace AuthMesh.Simulation.Network;

/// <summary>A connection between two processes: ordered and lossless while it lives, like TCP.</summary>
public sealed class SimulatedLink
{
    private readonly SimulatedNetwork _network;

    internal SimulatedLink(SimulatedNetwork network, IProcess dialler, IProcess acceptor, LinkId diallerSide, LinkId acceptorSide)
    {
        _network = network;
        Dialler = new LinkEnd(network, this, dialler, diallerSide);
        Acceptor = new LinkEnd(network, this, acceptor, acceptorSide);
        (Dialler.Other, Acceptor.Other) = (Acceptor, Dialler);
    }

    /// <summary>The end of the process that dialled.</summary>
    public LinkEnd Dialler { get; }

    /// <summary>The end of the process that was dialled.</summary>
    public LinkEnd Acceptor { get; }

    /// <summary>True when it is gone.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>True when the process is at one of the ends.</summary>
    public bool Joins(IProcess process) => Dialler.Process == process || Acceptor.Process == process;

    internal void Open()
    {
        Acceptor.Process.OnOpened(Acceptor, dialled: false);
        Dialler.Process.OnOpened(Dialler, dialled: true);
    }

    /// <summary>Both ends notice; frames under way are lost.</summary>
    public void Break(string reason)
    {
        if (IsBroken)
        {
            return;
        }

        IsBroken = true;
        _network.Forget(this, reason);
        foreach (var end in (ReadOnlySpan<LinkEnd>)[Dialler, Acceptor])
        {
            end.Discard();
            _network.Events.At(_network.Now + _network.NextLatency(end.Other.Process, end.Process), () => end.Process.OnClosed(end, reason));
        }
    }

    /// <summary>Something may have silenced an end, or given it its voice back.</summary>
    internal void Listen()
    {
        Dialler.Listen();
        Acceptor.Listen();
    }
}
