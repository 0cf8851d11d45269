using AuthMesh.Admin.Controls;
using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Nodes;

/// <summary>The state of a link in words.</summary>
internal static class LinkText
{
    public static (string Text, StateTone Tone) Of(LinkState state) => state switch
    {
        LinkState.Self => (NodesTexts.LinkSelf, StateTone.Neutral),
        LinkState.InSync => (NodesTexts.LinkInSync, StateTone.Good),
        LinkState.CatchingUp => (NodesTexts.LinkCatchingUp, StateTone.Working),
        LinkState.Distant => (NodesTexts.LinkDistant, StateTone.Neutral),
        LinkState.Opening => (NodesTexts.LinkOpening, StateTone.Working),
        _ => (NodesTexts.LinkDown, StateTone.Bad),
    };
}
