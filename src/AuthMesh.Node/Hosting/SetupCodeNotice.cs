using AuthMesh.Core.Access;

namespace AuthMesh.Node.Hosting;

/// <summary>Shows the setup's code in the log and in the data directory.</summary>
internal sealed class SetupCodeNotice(DataDirectory data, ConsoleListener console, ILogger<SetupCodeNotice> logger) : ISetupCodeNotice
{
    public const string FileName = "setup.code";

    /// <inheritdoc/>
    public void Post(string code)
    {
        data.WritePrivate(FileName, code);

        // A secret in the log, and meant so: whoever may read this log may set the node up, once.
        logger.LogWarning("No administrator yet: open {Url} and enter the code {Code} (also in {File})", new Uri(console.Url, "/setup"), code, data.PathOf(FileName));
    }

    /// <inheritdoc/>
    public void Withdraw() => data.Remove(FileName);
}
