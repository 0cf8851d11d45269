namespace AuthMesh.Admin.Controls;

/// <summary>How much weight a button has.</summary>
public enum ButtonKind
{
    /// <summary>The page's one main action.</summary>
    Primary,

    Secondary,

    /// <summary>In rows and toolbars.</summary>
    Quiet,

    /// <summary>Takes something away.</summary>
    Danger,
}
