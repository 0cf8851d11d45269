using AuthMesh.Core.Roster;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Replication;

/// <summary>Refuses an invitation that was damaged on its way here. The message does not repeat it: it holds a secret.</summary>
internal sealed class JoinOptionsValidation : IValidateOptions<JoinOptions>
{
    public ValidateOptionsResult Validate(string? name, JoinOptions options) =>
        options.Join is null || Invitation.TryParse(options.Join.Trim(), out _, out var error)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{JoinOptions.Section}:Join is no invitation: {error} Allowed is what 'authmesh invite' prints.");
}
