using System.Text.Json;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Writes decisions as AuthZEN does.</summary>
internal static class DecisionAnswers
{
    private static readonly byte[] _permit = "{\"decision\":true}"u8.ToArray(), _deny = "{\"decision\":false}"u8.ToArray();

    /// <summary>The answer to one question.</summary>
    public static ValueTask<System.IO.Pipelines.FlushResult> WriteAsync(HttpResponse response, bool decision, CancellationToken cancellationToken)
    {
        var answer = decision ? _permit : _deny;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        return response.BodyWriter.WriteAsync(answer, cancellationToken);
    }

    /// <summary>One of several answers.</summary>
    /// <param name="error">Why the question could not be read; null when it could.</param>
    public static void WriteItem(Utf8JsonWriter json, bool decision, string? error)
    {
        json.WriteStartObject();
        json.WriteBoolean("decision"u8, decision);
        if (error is not null)
        {
            json.WriteStartObject("context"u8);
            json.WriteStartObject("error"u8);
            json.WriteNumber("status"u8, StatusCodes.Status400BadRequest);
            json.WriteString("message"u8, error);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
