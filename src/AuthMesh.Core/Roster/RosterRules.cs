using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Roster;

/// <summary>Who may write what, judged by what all nodes see alike: the batch, and the roster as the batch's own causal past has it.</summary>
/// <remarks>Each rule answers null, or why the batch is refused.</remarks>
public static class RosterRules
{
    /// <summary>The longest name of a node, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The longest address of a node, in characters.</summary>
    public const int MaxAddressLength = 256;

    /// <summary>Checks a batch whose causes are all applied.</summary>
    /// <param name="meshPast">What the author had seen of <c>mesh</c>.</param>
    public static string? Refuse(Batch batch, RosterState roster, VersionVector meshPast)
    {
        var author = roster.Find(batch.Dot.Writer.Node);
        if (author is null || !author.IsAdmittedIn(meshPast))
        {
            return "its writer was not admitted in its causal past";
        }

        foreach (var transaction in batch.Transactions)
        {
            foreach (var change in transaction.Changes)
            {
                if (RefuseChange(change, batch.List, author, meshPast) is { } reason)
                {
                    return reason;
                }
            }
        }

        return null;
    }

    /// <summary>Checks the founding batch, which admits its own author as the first steward and has no past.</summary>
    public static string? RefuseFounding(Batch batch)
    {
        var first = batch.Transactions[0].Changes.FirstOrDefault();
        if (!batch.List.IsMesh || batch.Dot.Seq != 1 || batch.Causes.Any() ||
            first?.Key is not NodeAdmissionKey key || key.Node != batch.Dot.Writer.Node || !RosterValues.ReadAdmission(first.Details.Value).Steward)
        {
            return "it is no founding batch: that admits its own writer as a steward, first of all";
        }

        return null;
    }

    /// <summary>Checks a node's name and address as the roster may hold them; null, or what is wrong and what is allowed.</summary>
    public static string? DescriptionError(string name, string address)
    {
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl) || name.Trim().Length != name.Length)
        {
            return $"name: 1 to {MaxNameLength} characters without control characters or blanks at its ends are allowed";
        }

        var valid = address.Length <= MaxAddressLength && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == "https" &&
            uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;
        return valid ? null : $"address: https://host:port of at most {MaxAddressLength} characters is allowed";
    }

    private static string? RefuseChange(Change change, ListName list, RosterNode author, VersionVector meshPast)
    {
        var ofRoster = change.Key.Kind >= RecordKind.NodeAdmission;
        if (ofRoster != list.IsMesh)
        {
            return $"a change of kind {change.Key.Kind} in list {list}";
        }

        return change.Key switch
        {
            NodeAdmissionKey when !author.IsStewardIn(meshPast) => "an admission by a node that is no steward",
            NodeDescriptionKey key when key.Node != author.Node => "a description of another node",
            _ => null,
        };
    }
}
