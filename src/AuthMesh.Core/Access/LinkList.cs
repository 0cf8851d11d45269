using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Access;

/// <summary>How far the two ends of a link are with one list.</summary>
/// <param name="MissingHere">Batches that the peer announced and that are not applied here, as far as known.</param>
/// <param name="MissingThere">Batches applied here that the peer has not confirmed, as far as known.</param>
public sealed record LinkList(ListName List, long MissingHere, LagReason Here, long MissingThere, LagReason There);

/// <summary>Why something is missing at one end of a link.</summary>
public enum LagReason
{
    /// <summary>Nothing is missing.</summary>
    None,

    /// <summary>It was announced; a push of it may be under way, else it is asked for within a moment.</summary>
    Announced,

    /// <summary>It is being fetched.</summary>
    Fetching,

    /// <summary>It came before something that it rests on, and waits for that.</summary>
    AwaitingCause,

    /// <summary>It was asked for and nothing of use came; the next try is later.</summary>
    Fruitless,

    /// <summary>It is on its way, or comes to the peer by another link.</summary>
    UnderWay,

    /// <summary>The peer has not acknowledged what was sent, and takes no more until it does.</summary>
    WindowFull,
}
