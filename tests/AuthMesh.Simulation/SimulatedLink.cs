using AuthMesh.Core.Replication;

namespace AuthMesh.Simulation;

/// <summary>A connection between two simulated nodes: ordered and lossless while it lives, like TCP, with a delay of its own for every frame.</summary>
public sealed class SimulatedLink
{
    private readonly SimulatedMesh _mesh;
    private readonly SimulatedNode _dialler, _acceptor;
    private readonly LinkId _diallerSide, _acceptorSide;
    private long _lastToDialler, _lastToAcceptor;
    private bool _broken;

    internal SimulatedLink(SimulatedMesh mesh, SimulatedNode dialler, SimulatedNode acceptor, LinkId diallerSide, LinkId acceptorSide)
    {
        (_mesh, _dialler, _acceptor, _diallerSide, _acceptorSide) = (mesh, dialler, acceptor, diallerSide, acceptorSide);
        dialler.Links.Add(diallerSide, this);
        acceptor.Links.Add(acceptorSide, this);
    }

    internal bool Joins(SimulatedNode a, SimulatedNode b) => (_dialler == a && _acceptor == b) || (_dialler == b && _acceptor == a);

    internal void Open()
    {
        _acceptor.Handle(new LinkOpened(_acceptorSide, _dialler.Id, Dialled: false));
        _dialler.Handle(new LinkOpened(_diallerSide, _acceptor.Id, Dialled: true));
    }

    internal void Send(SimulatedNode from, ReadOnlyMemory<byte> frame)
    {
        var toAcceptor = from == _dialler;
        ref var last = ref toAcceptor ? ref _lastToAcceptor : ref _lastToDialler;
        last = Math.Max(last, _mesh.Now + _mesh.NextLatency());
        _mesh.Traffic.Count(frame);
        _mesh.At(last, () => Deliver(toAcceptor, frame));
    }

    private void Deliver(bool toAcceptor, ReadOnlyMemory<byte> frame)
    {
        var (to, side) = toAcceptor ? (_acceptor, _acceptorSide) : (_dialler, _diallerSide);
        if (_broken || !to.Links.ContainsKey(side))
        {
            return;
        }

        if (to.Frozen)
        {
            _mesh.At(_mesh.Now + 100, () => Deliver(toAcceptor, frame));
        }
        else
        {
            to.Handle(new MessageArrived(side, frame));
        }
    }

    /// <summary>Both ends notice; frames under way are lost.</summary>
    public void Break(string reason)
    {
        if (_broken)
        {
            return;
        }

        _broken = true;
        _mesh.Forget(this);
        _mesh.At(_mesh.Now + _mesh.NextLatency(), () => Close(_dialler, _diallerSide, reason));
        _mesh.At(_mesh.Now + _mesh.NextLatency(), () => Close(_acceptor, _acceptorSide, reason));
    }

    private static void Close(SimulatedNode node, LinkId side, string reason)
    {
        if (node.Links.Remove(side))
        {
            node.Handle(new LinkClosed(side, reason));
        }
    }
}
