using AuthMesh.Node.Hosting;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Refuses limits out of range and tokens that could never match.</summary>
internal sealed class ApiOptionsValidation : IValidateOptions<ApiOptions>
{
    private const int MaxTokens = 100;

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var settings = new SettingErrors(ApiOptions.Section);
        settings.Require(
            options.FailedAuthenticationsPerMinute is >= 1 and <= 10_000,
            nameof(options.FailedAuthenticationsPerMinute), options.FailedAuthenticationsPerMinute, "a whole number from 1 to 10000");
        settings.Require(
            options.ReceiptWait >= TimeSpan.Zero && options.ReceiptWait <= TimeSpan.FromMinutes(5),
            nameof(options.ReceiptWait), options.ReceiptWait, "a time from 00:00:00 to 00:05:00");
        settings.Require(options.MaxStreams is >= 0 and <= 10_000, nameof(options.MaxStreams), options.MaxStreams, "a whole number from 0 to 10000");
        settings.Require(options.Tokens.Count <= MaxTokens, nameof(options.Tokens), $"{options.Tokens.Count} tokens", $"at most {MaxTokens} tokens");
        for (var i = 0; i < options.Tokens.Count; i++)
        {
            var token = options.Tokens[i];
            settings.Require(token.Name.Length is >= 1 and <= 64, $"Tokens:{i}:Name", token.Name, "1 to 64 characters");
            settings.Require(Enum.IsDefined(token.Scope), $"Tokens:{i}:Scope", token.Scope, "Check, Read, Write or Admin");
            settings.Require(
                token.Sha256.Length == 64 && token.Sha256.All(char.IsAsciiHexDigit), $"Tokens:{i}:Sha256", token.Sha256, "the SHA-256 of the token's text as 64 hexadecimal digits");
        }

        return settings.Result;
    }
}
