using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Nodes;

/// <summary>What the invite dialog asks for.</summary>
internal sealed class InviteForm
{
    public const int MaxUses = 100;

    /// <summary>Offered times to live; short ones first, because an invitation is a secret.</summary>
    public static readonly IReadOnlyList<TimeSpan> TimesToLive = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7)];

    public TimeSpan TimeToLive { get; set; } = TimesToLive[1];

    public string Uses { get; set; } = "1";

    public bool NeedsApproval { get; set; }

    public bool Steward { get; set; }

    /// <summary>Null when the number of uses is one that can be asked for.</summary>
    public string? UsesError => int.TryParse(Uses, out var uses) && uses is >= 1 and <= MaxUses ? null : string.Format(NodesTexts.UsesWrong, MaxUses);

    /// <exception cref="FormatException"><see cref="UsesError"/> is not null.</exception>
    public InviteRequest ToRequest(string actor) => new(TimeToLive, int.Parse(Uses), NeedsApproval, Steward, actor);
}
