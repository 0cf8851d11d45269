using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Replication;

/// <summary>Refuses bounds that cannot work, all at once, naming the key, the value and what is allowed.</summary>
internal sealed class ReplicaLoopOptionsValidation : IValidateOptions<ReplicaLoopOptions>
{
    public ValidateOptionsResult Validate(string? name, ReplicaLoopOptions options)
    {
        string?[] errors =
        [
            Check(nameof(options.WaitingWrites), options.WaitingWrites, 1, 1_000_000),
            Check(nameof(options.WindowBytes), options.WindowBytes, 64 * 1024, 64 * 1024 * 1024),
            Check(nameof(options.DigestInterval), options.DigestInterval, 10, 60_000),
            Check(nameof(options.IdleDigestInterval), options.IdleDigestInterval, 100, 600_000),
            Check(nameof(options.RedialCap), options.RedialCap, 100, 600_000),
            Check(nameof(options.FullyLinkedNodes), options.FullyLinkedNodes, 2, 64),
            Check(nameof(options.LinkRings), options.LinkRings, 0, 16),
            Check(nameof(options.GuestLinks), options.GuestLinks, 4, 1_000),
        ];
        var wrong = errors.OfType<string>().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string? Check(string key, int value, int least, int most) =>
        value >= least && value <= most ? null : $"{ReplicaLoopOptions.Section}:{key} is {value}; {least} to {most} is allowed.";
}
