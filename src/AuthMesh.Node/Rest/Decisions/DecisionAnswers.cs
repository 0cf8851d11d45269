using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Writes decisions as AuthZEN does.</summary>
internal static class DecisionAnswers
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const string MediaType = "application/json";

    /// <summary>The bare answer to one question. It goes out when the request ends, with its head.</summary>
    public static void Write(HttpResponse response, bool decision)
    {
        var answer = decision ? "{\"decision\":true}"u8 : "{\"decision\":false}"u8;
        response.ContentType = MediaType;
        response.ContentLength = answer.Length;
        response.BodyWriter.Write(answer);
    }

    /// <summary>For an answer with its context, or several; to be disposed of when complete.</summary>
    public static Utf8JsonWriter Writer(HttpResponse response)
    {
        response.ContentType = MediaType;
        return new Utf8JsonWriter(response.BodyWriter);
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
