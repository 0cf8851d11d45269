using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Collects what is wrong with a section's settings: each line names the key, the value and what is allowed.</summary>
internal sealed class SettingErrors(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>What the host does with the section.</summary>
    public ValidateOptionsResult Result => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);

    /// <summary>Notes an error unless the condition holds.</summary>
    public void Require(bool condition, string key, object? value, string allowed)
    {
        if (!condition)
        {
            _errors.Add($"{section}:{key} is '{value}'; allowed is {allowed}.");
        }
    }
}
