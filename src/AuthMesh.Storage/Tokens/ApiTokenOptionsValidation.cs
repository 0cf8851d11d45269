using Microsoft.Extensions.Options;

namespace AuthMesh.Storage.Tokens;

/// <summary>Names each bad key, its value and what is allowed, all at once.</summary>
internal sealed class ApiTokenOptionsValidation : IValidateOptions<ApiTokenOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ApiTokenOptions options)
    {
        var errors = options.Tokens.SelectMany((token, i) => Errors(token, $"{ApiTokenOptions.Section}:Tokens:{i}"))
            .Concat(Doubles(options.Tokens.Select(token => token.Name), "Name"))
            .Concat(Doubles(options.Tokens.Select(token => token.Sha256.ToLowerInvariant()), "Sha256"))
            .ToList();
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(ConfiguredToken token, string key)
    {
        if (TokenText.NameError(token.Name) is { } error)
        {
            yield return $"{key}:Name '{token.Name}' {error}.";
        }

        if (!Enum.IsDefined(token.Scope))
        {
            yield return $"{key}:Scope is {(token.Scope == 0 ? "missing" : $"'{token.Scope}'")}; allowed are Check, Read, Write, Admin.";
        }

        if (!TokenText.IsDigest(token.Sha256) || token.Sha256.Equals(TokenText.DigestOf("").ToString(), StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{key}:Sha256 '{token.Sha256}' is not the SHA-256 of a token; allowed are 64 hexadecimal digits, not those of the empty text.";
        }
    }

    private static IEnumerable<string> Doubles(IEnumerable<string> values, string what) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"{ApiTokenOptions.Section}:Tokens has the {what} '{group.Key}' {group.Count()} times; allowed is once.");
}
