using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Requests;

/// <summary>The JSON of a request, read in place: its elements are good until it is disposed of.</summary>
internal sealed class JsonBody : IDisposable
{
    // Deep enough for an attribute's value inside a change inside a transaction.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 40, AllowDuplicateProperties = false };

    private readonly PipeReader? _reader;
    private readonly SequencePosition _end;
    private readonly JsonDocument _document;

    private JsonBody(PipeReader? reader, SequencePosition end, JsonDocument document)
    {
        _reader = reader;
        _end = end;
        _document = document;
    }

    public JsonElement Root => _document.RootElement;

    /// <summary>The body, or why it is refused: not JSON, not UTF-8, too large, nested too deeply, or a member given twice.</summary>
    public static async ValueTask<(JsonBody? Body, ApiProblem? Problem)> ReadAsync(HttpContext context)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context, StatusCodes.Status415UnsupportedMediaType);
        return problem is null ? Parse(context.Request.BodyReader, bytes) : (null, problem);
    }

    /// <summary>As <see cref="ReadAsync"/>; no body at all is an empty object.</summary>
    public static async ValueTask<(JsonBody? Body, ApiProblem? Problem)> ReadOptionalAsync(HttpContext context) =>
        context.Request.ContentLength is 0 || (context.Request.ContentLength is null && context.Request.Headers.TransferEncoding.Count == 0)
            ? (new JsonBody(null, default, JsonDocument.Parse("{}")), null)
            : await ReadAsync(context);

    /// <summary>Null when the request has no body or an empty object; else why it is refused.</summary>
    public static async ValueTask<ApiProblem?> RefuseContentAsync(HttpContext context)
    {
        var (body, refused) = await ReadOptionalAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var errors = new RequestErrors();
            JsonFields.Of(body!.Root, "", errors)?.RefuseOthers();
            return errors.Count > 0 ? errors.ToProblem() : null;
        }
    }

    private static (JsonBody? Body, ApiProblem? Problem) Parse(PipeReader reader, ReadOnlySequence<byte> bytes)
    {
        var whole = bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
        try
        {
            if (Utf8.IsValid(whole.Span))
            {
                return (new JsonBody(reader, bytes.End, JsonDocument.Parse(whole, _options)), null);
            }
        }
        catch (JsonException e)
        {
            reader.AdvanceTo(bytes.End);
            return (null, Malformed(e.Message));
        }
        catch (InvalidOperationException)
        {
            // A member's name that escapes half of a surrogate pair.
        }

        reader.AdvanceTo(bytes.End);
        return (null, Malformed("It is not valid Unicode text."));
    }

    /// <summary>The answer to a body that cannot be read as JSON at all.</summary>
    public static ApiProblem Malformed(string reason) =>
        new(StatusCodes.Status400BadRequest, "malformed_json", $"The body is not the JSON that is allowed here. {reason}");

    public void Dispose()
    {
        _document.Dispose();
        _reader?.AdvanceTo(_end);
    }
}
