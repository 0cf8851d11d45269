using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Shows the lists and their settings.</summary>
internal sealed class ListsCommand(Terminal terminal) : NodeCommand("lists", "Shows the lists and their settings.", terminal)
{
    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var lists = await command.Client.GetListsAsync(cancellationToken);
        command.Output.Write(lists, text => Write(text, lists));
        return ExitCode.Success;
    }

    public static void Write(TextWriter text, IReadOnlyList<ListStatus> lists) => TextTable.Write(
        text,
        ["LIST", "STATE", "ENTRIES", "STORED-ONLY", "CONTESTED"],
        lists.Select(list => new[] { list.List, StateOf(list), $"{list.Entries}", Names(list.StoredOnly), Names(list.ContestedSettings ?? []) }));

    public static string StateOf(ListStatus list) => !list.Ready ? "waiting" : list.UpgradeRequired ? "upgrade-required" : "ready";

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "-" : string.Join(',', names);
}
