using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.EndToEnd.Conformance;

/// <summary>One case of the AuthZEN certification, as its file has it.</summary>
/// <param name="Status">The statuses that pass.</param>
/// <param name="Auth">Null for a good token, else <c>missing</c> or <c>invalid</c>.</param>
/// <param name="Exact">True when a search must find nothing beyond what is expected.</param>
/// <param name="NoEvaluationsArray">True when several questions must be answered like one.</param>
public sealed record ConformanceCase(
    string Id,
    string Api,
    JsonElement? Request,
    [property: JsonPropertyName("raw_body")] string? RawBody,
    [property: JsonPropertyName("content_type")] string? ContentType,
    string? Method,
    string? Auth,
    [property: JsonPropertyName("x_request_id")] bool HasRequestId,
    int[] Status,
    JsonElement? Expected,
    int? Repeat,
    bool Paginate,
    bool Exact,
    [property: JsonPropertyName("no_evaluations_array")] bool NoEvaluationsArray)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<ConformanceCase> ReadAll(string path) => JsonSerializer.Deserialize<ConformanceCase[]>(File.ReadAllText(path), _options)!;
}
