using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Refuses a console that would be served in plain text beyond this machine.</summary>
internal sealed class ConsoleOptionsValidation : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var settings = new SettingErrors(ConsoleOptions.Section);
        var isAddress = ConsoleAddress.TryParse(options.Url, out var address);
        settings.Require(isAddress, nameof(options.Url), options.Url, ConsoleAddress.Allowed);
        settings.Require(PublicAddress.IsAllowed(options.PublicUrl), nameof(options.PublicUrl), options.PublicUrl, PublicAddress.Allowed);
        settings.Require(options.MaxConnections is >= 16 and <= 65_535, nameof(options.MaxConnections), options.MaxConnections, "a whole number from 16 to 65535");
        if (options.Certificate is { Length: > 0 } file)
        {
            settings.Require(address is null or { IsSecure: true }, nameof(options.Certificate), file, $"one only when {ConsoleOptions.Section}:Url is https");
            var isGood = ConsoleCertificate.TryLoad(file, options.CertificateKey, out var certificate, out var error);
            certificate?.Dispose();
            settings.Require(isGood, nameof(options.Certificate), file, $"a PEM file with a certificate whose private key is there or in the file of CertificateKey ({error})");
        }

        return settings.Result;
    }
}
