using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Writes decisions as AuthZEN does.</summary>
internal static class DecisionAnswers
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly byte[] _permit = "{\"decision\":true}"u8.ToArray(), _deny = "{\"decision\":false}"u8.ToArray();

    /// <summary>The bare answer to one question.</summary>
    public static ValueTask<FlushResult> WriteAsync(HttpResponse response, bool decision, CancellationToken cancellationToken)
    {
        var answer = decision ? _permit : _deny;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        return response.BodyWriter.WriteAsync(answer, cancellationToken);
    }

    /// <summary>An answer with its context, or one of several.</summary>
    /// <param name="basis">The list and the instant (Unix milliseconds) by which it was decided; null for no context.</param>
    /// <param name="error">Why the question could not be read; null when it could.</param>
    public static void Write(Utf8JsonWriter json, bool decision, (ListSnapshot List, long Instant)? basis = null, string? error = null)
    {
        json.WriteStartObject();
        json.WriteBoolean("decision"u8, decision);
        if (basis is { } known)
        {
            json.WriteStartObject("context"u8);
            json.WriteString("list"u8, known.List.List.Value);
            json.WriteString("version"u8, known.List.Version.ToString());
            json.WriteString("instant"u8, DateTimeOffset.FromUnixTimeMilliseconds(known.Instant).ToString(Instant, CultureInfo.InvariantCulture));
            if (error is not null)
            {
                json.WriteStartObject("error"u8);
                json.WriteNumber("status"u8, StatusCodes.Status400BadRequest);
                json.WriteString("message"u8, error);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
