namespace AuthMesh.Admin.Controls;

/// <summary>The colour that supports a state's words.</summary>
public enum StateTone
{
    Neutral,
    Good,
    Working,
    Warning,
    Bad,
}
