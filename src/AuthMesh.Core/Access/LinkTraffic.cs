using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Access;

/// <summary>What went over a node's links with one peer since this node started, as this end counts it.</summary>
/// <param name="Lists">Batches, by list.</param>
/// <param name="Dials">Dials of the peer.</param>
/// <param name="Links">Links with it that came about, whoever dialled; all but the first are reconnects.</param>
/// <param name="MessagesSent">Messages of any kind sent.</param>
/// <param name="MessagesReceived">Messages of any kind received.</param>
/// <param name="BytesSent">All bytes of messages sent.</param>
/// <param name="BytesReceived">All bytes of messages received.</param>
/// <param name="Digests">Digests sent.</param>
/// <param name="Pulls">Times that this node asked the peer for what it missed.</param>
/// <param name="Grafts">Times that this node asked the peer to push an origin's batches.</param>
/// <param name="Prunes">Times that this node asked the peer not to.</param>
/// <param name="Refused">Batches and messages of the peer that were refused.</param>
/// <param name="UnderWay">Bytes of batches that were sent and not yet acknowledged; never more than the window, or one message.</param>
public sealed record LinkTraffic(
    ImmutableArray<ListTraffic> Lists,
    long Dials,
    long Links,
    long MessagesSent,
    long MessagesReceived,
    long BytesSent,
    long BytesReceived,
    long Digests,
    long Pulls,
    long Grafts,
    long Prunes,
    long Refused,
    long UnderWay)
{
    /// <summary>Batches of all lists sent, pushed or on request; each copy counts.</summary>
    public long BatchesSent => Lists.Sum(l => l.Pushed + l.Served);

    /// <summary>Batches of all lists received.</summary>
    public long BatchesReceived => Lists.Sum(l => l.Received);

    /// <summary>Of these, ones that this node had already.</summary>
    public long Duplicates => Lists.Sum(l => l.Duplicates);
}

/// <summary>Batches of one list that went over the links with one peer.</summary>
/// <param name="Pushed">Sent as they became durable here.</param>
/// <param name="Served">Sent because the peer asked for what it lacked: nothing else is ever sent again.</param>
/// <param name="Received">Received; each copy counts.</param>
/// <param name="Duplicates">Of these, ones that this node had already.</param>
public sealed record ListTraffic(ListName List, long Pushed, long Served, long Received, long Duplicates);
