using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Refuses a console that would be served in plain text beyond this machine.</summary>
internal sealed class ConsoleOptionsValidation : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var settings = new SettingErrors(ConsoleOptions.Section);
        settings.Require(ConsoleAddress.TryParse(options.Url, out _), nameof(options.Url), options.Url, ConsoleAddress.Allowed);
        return settings.Result;
    }
}
