using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AuthMesh.Storage;

/// <summary>Names each bad key, its value and what is allowed, all at once.</summary>
internal sealed class StorageOptionsValidation : IValidateOptions<StorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var errors = typeof(StorageOptions).GetProperties()
            .SelectMany(
                property => property.GetCustomAttributes(typeof(RangeAttribute), inherit: false).Cast<RangeAttribute>(),
                (property, range) => (property, range, value: property.GetValue(options)))
            .Where(option => !option.range.IsValid(option.value))
            .Select(option => $"{StorageOptions.Section}:{option.property.Name} is {option.value}; allowed is {option.range.Minimum} to {option.range.Maximum}.")
            .ToList();
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
