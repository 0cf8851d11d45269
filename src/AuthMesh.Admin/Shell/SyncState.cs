using AuthMesh.Admin.Controls;
using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Shell;

/// <summary>How far this node is in step with the others, in words that can be believed: missing changes are counted, never a percentage.</summary>
internal sealed record SyncState(StateTone Tone, string Text)
{
    /// <summary>The worst that is true comes first; conflicts are added to whatever it is, because nothing waits for them.</summary>
    public static SyncState Of(MeshSnapshot mesh, long conflicts)
    {
        var state = OfLinks(mesh);
        if (conflicts == 0)
        {
            return state;
        }

        var count = conflicts == 1 ? ShellTexts.SyncConflict : string.Format(ShellTexts.SyncConflicts, conflicts);
        return new SyncState(state.Tone == StateTone.Bad ? StateTone.Bad : StateTone.Warning, $"{state.Text} · {count}");
    }

    private static SyncState OfLinks(MeshSnapshot mesh)
    {
        if (mesh.Mesh is null)
        {
            return new SyncState(StateTone.Neutral, ShellTexts.SyncNoMesh);
        }

        var peers = mesh.Nodes.Where(node => !node.IsSelf).ToList();
        if (peers.Count == 0)
        {
            return new SyncState(StateTone.Neutral, ShellTexts.SyncAlone);
        }

        var total = peers.Count + 1;
        var down = peers.Count(peer => peer.Link == LinkState.Down);
        if (down > 0)
        {
            var tone = down == peers.Count ? StateTone.Bad : StateTone.Warning;
            return new SyncState(tone, string.Format(ShellTexts.SyncReachable, total - down, total));
        }

        return OfReachable(peers) ?? new SyncState(StateTone.Good, string.Format(ShellTexts.SyncInSync, total));
    }

    private static SyncState? OfReachable(List<MeshNode> peers)
    {
        if (peers.MaxBy(peer => peer.MissingHere) is { MissingHere: > 0 } ahead)
        {
            return Working(ahead.MissingHere == 1 ? ShellTexts.SyncBehindFromOne : ShellTexts.SyncBehindFrom, ahead.MissingHere, NodeLabel.Of(ahead));
        }

        if (peers.MaxBy(peer => peer.MissingThere) is { MissingThere: > 0 } behind)
        {
            return Working(behind.MissingThere == 1 ? ShellTexts.SyncBehindThereOne : ShellTexts.SyncBehindThere, behind.MissingThere, NodeLabel.Of(behind));
        }

        return peers.Find(peer => peer.Link is not (LinkState.InSync or LinkState.Distant)) is { } peer
            ? Working(peer.Link == LinkState.Opening ? ShellTexts.SyncOpening : ShellTexts.SyncCatchingUp, NodeLabel.Of(peer))
            : null;
    }

    private static SyncState Working(string text, params object[] arguments) => new(StateTone.Working, string.Format(text, arguments));
}
