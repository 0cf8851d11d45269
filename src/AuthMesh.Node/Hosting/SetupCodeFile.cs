using AuthMesh.Core.Access;

namespace AuthMesh.Node.Hosting;

/// <summary>Shows the setup code in the log and in <c>setup.code</c>: to those who may read either, which is who may set the node up.</summary>
internal sealed partial class SetupCodeFile(DataDirectory data, ConsoleListener console, ILogger<SetupCodeFile> logger) : ISetupCodeNotice
{
    public const string Name = "setup.code";

    public void Post(string code)
    {
        data.WritePrivate(Name, code);
        Posted(logger, console.Url, code, data.File(Name));
    }

    public void Withdraw() => data.Remove(Name);

    [LoggerMessage(LogLevel.Information, EventName = "setup_code", Message = "No administrator yet: open {Console} and give the setup code {Code} (also in {File})")]
    private static partial void Posted(ILogger logger, Uri console, string code, string file);
}
