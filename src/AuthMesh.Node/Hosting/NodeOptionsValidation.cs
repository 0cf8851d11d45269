using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Refuses names and folders that cannot be meant.</summary>
internal sealed class NodeOptionsValidation : IValidateOptions<NodeOptions>
{
    private const int MaxName = 64;

    public ValidateOptionsResult Validate(string? name, NodeOptions options)
    {
        var settings = new SettingErrors(NodeOptions.Section);
        settings.Require(
            options.Name.Length is > 0 and <= MaxName && options.Name.Trim().Length == options.Name.Length && !options.Name.Any(char.IsControl),
            nameof(options.Name), options.Name, $"1 to {MaxName} characters without control characters, not beginning or ending with a blank");
        settings.Require(
            !string.IsNullOrWhiteSpace(options.DataDirectory) && options.DataDirectory.IndexOfAny(Path.GetInvalidPathChars()) < 0,
            nameof(options.DataDirectory), options.DataDirectory, "the path of a folder, which is created when it is missing");
        return settings.Result;
    }
}
