using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Client;

/// <summary>How the REST API writes JSON: camelCase members, snake_case enums, UTC times in milliseconds, no nulls.</summary>
public static class WireJson
{
    /// <summary>Shared by the client and the node, so that the two cannot drift apart.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Puts these rules into options that something else owns.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        // Readable, in every script: this JSON is never put into HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
