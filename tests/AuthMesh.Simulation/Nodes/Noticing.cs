using AuthMesh.Core.Replication;

namespace AuthMesh.Simulation.Nodes;

/// <summary>How long it may take until all neighbours of nodes that have stopped know it, and how late a change may be until then: from the constants of the protocol. All in milliseconds.</summary>
/// <param name="options">Of every replica.</param>
/// <param name="hop">The longest that a frame takes from one node to the next and into its store.</param>
/// <param name="nodes">How many there are.</param>
public sealed class Noticing(ReplicaOptions options, int hop, int nodes)
{
    /// <summary>Along a tree to everybody: log2 of the nodes and two more hops.</summary>
    private readonly long _toAll = (long)Math.Ceiling((Math.Log2(nodes) + 2) * hop);

    /// <summary>A wait before asking, then a question for the vector, the vector, a pull and the batches.</summary>
    private long Fetch => options.AskDelay + (4 * hop);

    /// <summary>How long a peer may owe a word: as long as is set, or half as much again as a live one takes, which is a tick and there and back.</summary>
    private long Patience => Math.Max(options.QuietPatience, (options.DigestInterval + (2 * hop)) * 3 / 2);

    /// <summary>The longest that a change takes to nodes behind one that has stopped: a neighbour's digest names it, it is fetched, and from there it goes along the tree. A node fetches from one peer at a
    /// time, so this may have to wait for one fetch that is under way.</summary>
    public long Late => options.DigestInterval + (2 * Fetch) + _toAll;

    /// <summary>From the stop until all that are behind go round: the first news is written, reaches those who are cut off themselves by a digest, the silence is noticed, and another is asked to feed.</summary>
    /// <param name="longestPause">The longest time without a change.</param>
    public long All(long longestPause) => longestPause + options.DigestInterval + Fetch + _toAll + Patience + hop;
}
