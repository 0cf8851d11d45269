using System.CommandLine;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Casbin;
using AuthMesh.Node.Exchange.Csv;
using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.CommandLine;

/// <summary>Puts the records of a file into a list; what else the list holds stays.</summary>
internal sealed class ImportCommand : FileCommand
{
    private readonly Option<string> _format = new("--format") { Description = "What the file is.", Required = true };
    private readonly Argument<string> _file = new("FILE") { Description = "The file; '-' reads standard input." };
    private readonly Option<string?> _model = new("--model") { Description = "The model.conf that belongs to a Casbin policy.", HelpName = "FILE" };
    private readonly Option<string> _subjectType = TypeOption("--subject-type", "user", "The type that subjects of Casbin requests get.");
    private readonly Option<string> _resourceType = TypeOption("--resource-type", "data", "The type that resources of Casbin requests get.");

    public ImportCommand(Terminal terminal) : base("import", "Puts the records of a file into a list. Nothing is written while a line is refused. Exit code 8 refused, 7 partly done.", terminal)
    {
        _format.AcceptOnlyFromAmong("native", "csv", "casbin");
        Add(_format);
        Add(_file);
        Add(_model);
        Add(_subjectType);
        Add(_resourceType);
    }

    protected override Task<int> RunAsync(Invocation command, CancellationToken cancellationToken) =>
        CarryOutAsync(command, Read(command), owner: null, pruneLimit: null, cancellationToken);

    private FileContent Read(Invocation command)
    {
        var (format, model) = (command.Get(_format)!, command.Get(_model));
        if (format == "casbin" != model is not null)
        {
            throw new UsageException(model is null ? "--format casbin needs --model, the model.conf of the policy." : "--model is for --format casbin.");
        }

        var file = FileInput.Read(command.Get(_file), command.Terminal);
        if (model is null)
        {
            return format == "csv" ? CsvReader.Read(file.Name, file.Bytes) : NativeReader.Read(file.Name, file.Bytes);
        }

        var modelFile = FileInput.Read(model, command.Terminal);
        return CasbinImport.Read(modelFile.Name, modelFile.Bytes, file.Name, file.Bytes, command.Get(_subjectType)!, command.Get(_resourceType)!);
    }

    private static Option<string> TypeOption(string name, string usual, string description) => new(name)
    {
        Description = description,
        HelpName = "TYPE",
        DefaultValueFactory = _ => usual,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<string>() is var type && NameRules.EntityError(type + ":x") is not null)
                {
                    result.AddError($"{name} is '{type}'; allowed are 1 to {NameRules.MaxTypeLength} of A-Z, a-z, 0-9, '.', '_', '-'.");
                }
            },
        },
    };
}
