using System.Text;
using System.Text.Json;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>Steps through JSON text, telling for each where it stands.</summary>
internal sealed class JsonEvents
{
    private static readonly JsonReaderOptions _options = new() { MaxDepth = FileEvents.MaxDepth };

    private readonly byte[] _bytes;
    private JsonReaderState _state = new(_options);
    private int _consumed, _seen;
    private long _line = 1;
    private int _lineStart;

    private JsonEvents(byte[] bytes)
    {
        _bytes = bytes;
        _consumed = _seen = _lineStart = bytes.Length - FileBytes.WithoutMark(bytes).Length;
    }

    /// <exception cref="FileSyntaxException">While stepping: no JSON, or nested too deeply.</exception>
    public static IEnumerable<FileEvent> Read(byte[] bytes)
    {
        var events = new JsonEvents(bytes);
        while (events.Next() is { } next)
        {
            yield return next;
        }

        yield return new FileEvent(FileEventKind.End, events.PositionOf(bytes.Length));
    }

    private FileEvent? Next()
    {
        var at = PositionOf(_consumed);
        var reader = new Utf8JsonReader(_bytes.AsSpan(_consumed), isFinalBlock: true, _state);
        try
        {
            if (!reader.Read())
            {
                return null;
            }

            at = PositionOf(_consumed + (int)reader.TokenStartIndex);
            var step = ToEvent(ref reader, at);
            _consumed += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return step;
        }
        catch (JsonException e)
        {
            var message = e.Message.Split(" LineNumber:")[0];
            throw new FileSyntaxException(PositionOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0), $"is not JSON: {message} A file that begins with '{{' is read as JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new FileSyntaxException(at, "this text is not valid Unicode");
        }
    }

    private static FileEvent ToEvent(ref Utf8JsonReader reader, Position at) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new FileEvent(FileEventKind.MapStart, at),
        JsonTokenType.EndObject => new FileEvent(FileEventKind.MapEnd, at),
        JsonTokenType.StartArray => new FileEvent(FileEventKind.ListStart, at),
        JsonTokenType.EndArray => new FileEvent(FileEventKind.ListEnd, at),
        JsonTokenType.String or JsonTokenType.PropertyName => new FileEvent(FileEventKind.Scalar, at, new FileScalar(at, reader.GetString()!)),
        _ => new FileEvent(FileEventKind.Scalar, at, Literal(at, Encoding.UTF8.GetString(reader.ValueSpan))),
    };

    private static FileScalar Literal(Position at, string text) => new(at, text, text);

    /// <summary>From the reader's own count, which goes on from step to step.</summary>
    private Position PositionOf(long linesBefore, long bytesBefore)
    {
        var line = FileBytes.WithoutMark(_bytes);
        for (var i = 0L; i < linesBefore; i++)
        {
            line = line[(line.IndexOf((byte)'\n') + 1)..];
        }

        return new Position(linesBefore + 1, 1 + Encoding.UTF8.GetCharCount(line[..(int)Math.Min(bytesBefore, line.Length)]));
    }

    private Position PositionOf(int offset)
    {
        var passed = _bytes.AsSpan(_seen, offset - _seen);
        for (int end; (end = passed.IndexOf((byte)'\n')) >= 0; passed = passed[(end + 1)..])
        {
            _line++;
            _lineStart = offset - passed.Length + end + 1;
        }

        _seen = offset;
        return new Position(_line, 1 + Encoding.UTF8.GetCharCount(_bytes.AsSpan(_lineStart, offset - _lineStart)));
    }
}
