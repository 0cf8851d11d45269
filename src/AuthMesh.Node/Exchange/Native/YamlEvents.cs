using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>Steps through YAML text: one document, without anchors, aliases or tags, so that nothing stands for more than it shows.</summary>
internal static class YamlEvents
{
    /// <exception cref="FileSyntaxException">While stepping: no YAML, nested too deeply, or something that these files do without.</exception>
    public static IEnumerable<FileEvent> Read(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        var (depth, documents) = (0, 0);
        while (Next(parser) is { } next)
        {
            var at = PositionOf(next.Start);
            switch (next)
            {
                case DocumentStart when documents++ > 0:
                    throw new FileSyntaxException(at, "a second document begins here; one file holds one");
                case AnchorAlias:
                    throw new FileSyntaxException(at, "aliases are not read; write the value out");
                case NodeEvent { Anchor.IsEmpty: false }:
                    throw new FileSyntaxException(at, "anchors are not read; take '&…' away");
                case NodeEvent { Tag.IsEmpty: false }:
                    throw new FileSyntaxException(at, "tags are not read; take '!…' away");
                case SequenceStart or MappingStart when ++depth > FileEvents.MaxDepth:
                    throw new FileSyntaxException(at, $"is nested deeper than {FileEvents.MaxDepth}");
                case SequenceStart:
                    yield return new FileEvent(FileEventKind.ListStart, at);
                    break;
                case MappingStart:
                    yield return new FileEvent(FileEventKind.MapStart, at);
                    break;
                case SequenceEnd:
                    depth--;
                    yield return new FileEvent(FileEventKind.ListEnd, at);
                    break;
                case MappingEnd:
                    depth--;
                    yield return new FileEvent(FileEventKind.MapEnd, at);
                    break;
                case Scalar scalar:
                    yield return new FileEvent(FileEventKind.Scalar, at, YamlScalar.Read(at, scalar.Value, isBare: scalar.Style == ScalarStyle.Plain));
                    break;
                case StreamEnd:
                    yield return new FileEvent(FileEventKind.End, at);
                    break;
            }
        }
    }

    private static ParsingEvent? Next(Parser parser)
    {
        try
        {
            return parser.MoveNext() ? parser.Current : null;
        }
        catch (YamlException e)
        {
            throw new FileSyntaxException(PositionOf(e.Start), $"is not YAML: {e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            // The scanner lets some malformed escapes through to the framework.
            throw new FileSyntaxException(PositionOf(parser.Current?.End ?? Mark.Empty), $"is not YAML: {e.Message}");
        }
    }

    private static Position PositionOf(in Mark mark) => new(mark.Line, mark.Column);
}
