using AuthMesh.Node.Hosting;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Refuses limits out of range.</summary>
internal sealed class ApiOptionsValidation : IValidateOptions<ApiOptions>
{
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
        settings.Require(options.MaxRequests is >= 1 and <= 100_000, nameof(options.MaxRequests), options.MaxRequests, "a whole number from 1 to 100000");
        return settings.Result;
    }
}
