using System.CommandLine;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Csv;
using AuthMesh.Node.Exchange.Native;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.CommandLine;

/// <summary>Writes a list to a file, record after record: however long the list, little of it is in memory.</summary>
internal sealed class ExportCommand : NodeCommand
{
    private const int ProgressStep = 100_000;

    private readonly Option<string> _format = new("--format") { Description = "What to write.", DefaultValueFactory = _ => "native" };
    private readonly Argument<string> _file = new("FILE") { Description = "Readable by its owner only. '-' is standard output; a name ending in .json makes the native format JSON, else it is YAML." };
    private readonly Option<string> _list = new("--list") { Description = "The list to write.", HelpName = "LIST", DefaultValueFactory = _ => "default" };

    public ExportCommand(Terminal terminal) : base("export", "Writes a list to a file. Exit code 7 when contested records had to be left out, or the list changed meanwhile.", terminal)
    {
        _format.AcceptOnlyFromAmong("native", "csv");
        Add(_format);
        Add(_file);
        Add(_list);
    }

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var (client, list, path) = (command.Client, command.Get(_list)!, command.Get(_file));
        var before = await client.GetStatusAsync(list, cancellationToken);
        long records = 0, contested = 0;
        using (var file = FileOutput.Open(path, command.Terminal))
        {
            var writer = WriterFor(command.Get(_format)!, path, file.Text);
            await foreach (var record in new ListRecords(client, list).AllAsync(cancellationToken))
            {
                if (record.IsContested)
                {
                    contested++;
                    command.Output.Tell($"left out, because it is contested: {RecordText.Of(record.Key)}");
                    continue;
                }

                writer.Write(record.Key, record.Details);
                if (++records % ProgressStep == 0)
                {
                    command.Output.Tell($"{records} records written");
                }
            }

            writer.Finish();
            file.Finish();
        }

        var hasMoved = (await client.GetStatusAsync(list, cancellationToken)).Version != before.Version;
        if (hasMoved)
        {
            command.Output.Tell("The list changed while it was written: the file may hold one part from before a change and another from after it.");
        }

        if (path != "-")
        {
            command.Output.Write(new { list, file = path, records, contested, before.Version, complete = contested == 0 && !hasMoved }, text => text.WriteLine($"{records} records"));
        }

        return contested > 0 || hasMoved ? ExitCode.PartlyDone : ExitCode.Success;
    }

    private static IRecordWriter WriterFor(string format, string path, TextWriter text) =>
        format == "csv" ? new CsvRecordWriter(text)
        : path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? new JsonWriter(text)
        : new YamlWriter(text);
}
