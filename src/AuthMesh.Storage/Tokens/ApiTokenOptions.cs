namespace AuthMesh.Storage.Tokens;

/// <summary>Tokens that the configuration brings along, so that nodes behind one address know the same ones.</summary>
public sealed class ApiTokenOptions
{
    /// <summary>Where the options stand in the configuration.</summary>
    public const string Section = "AuthMesh:Api";

    /// <summary>The tokens; none by default. They are good as long as they stand here.</summary>
    public IList<ConfiguredToken> Tokens { get; init; } = [];
}
