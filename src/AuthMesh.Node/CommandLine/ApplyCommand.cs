using System.CommandLine;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Native;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.CommandLine;

/// <summary>Makes the part of a list that a file owns equal to the file.</summary>
internal sealed class ApplyCommand : FileCommand
{
    private readonly Option<string> _file = new("--file", "-f") { Description = "A native file; '-' reads standard input.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _owner = new("--owner") { Description = $"Who owns the records of the file, where the file does not say so itself: {OwnerLabel.Allowed}.", HelpName = "LABEL" };
    private readonly Option<bool> _prune = new("--prune") { Description = "Remove what the owner has in the list and no more in the file." };
    private readonly Option<int> _pruneLimit = new("--prune-limit")
    {
        Description = "Remove nothing, and write nothing, if it would be more than so many.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
        Validators = { result => { if (result.GetValueOrDefault<int>() < 0) { result.AddError("--prune-limit takes a number from 0 on."); } } },
    };

    public ApplyCommand(Terminal terminal) : base("apply", "Makes the records of an owner as a file says. A second time changes nothing. Exit code 8 refused, 7 partly done.", terminal)
    {
        Add(_file);
        Add(_owner);
        Add(_prune);
        Add(_pruneLimit);
    }

    protected override Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var file = FileInput.Read(command.Get(_file)!, command.Terminal);
        var content = NativeReader.Read(file.Name, file.Bytes);
        var owner = Owner(command.Get(_owner), content);
        int? pruneLimit = command.Get(_prune) ? command.Get(_pruneLimit) : null;
        return CarryOutAsync(command, Owned(content, owner), owner, pruneLimit, cancellationToken);
    }

    private static OwnerLabel Owner(string? named, FileContent content)
    {
        if (named is not null && content.Owner is { } own && own != named)
        {
            throw new UsageException($"--owner is '{named}', and the file says that its owner is '{own}'.");
        }

        var text = named ?? content.Owner ?? throw new UsageException("Who owns the records? Say it in the file (owner: LABEL) or with --owner LABEL.");
        return OwnerLabel.TryParse(text, out var owner) ? owner : throw new UsageException($"The owner is '{text}'; allowed are {OwnerLabel.Allowed}.");
    }

    /// <summary>The records with the owner's mark.</summary>
    private static FileContent Owned(FileContent content, OwnerLabel owner)
    {
        var marked = content.Records.Select(owner.Mark).ToList();
        foreach (var record in marked)
        {
            if (OwnerLabel.Of(record.Details.Note) is { } other && other != owner)
            {
                content.Problems.Add(record.At, $"its note says that it belongs to the owner {other}");
            }
            else if (NameRules.FreeTextError(record.Details.Note, ChangeRules.MaxNoteBytes) is not null)
            {
                content.Problems.Add(record.At, "its note is too long to carry the owner's label as well");
            }
        }

        return content with { Records = marked };
    }
}
