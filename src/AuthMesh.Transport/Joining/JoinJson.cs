using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Transport.Joining;

/// <summary>The JSON of joining: everything named must be there, and nothing else.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinReply))]
internal sealed partial class JoinJson : JsonSerializerContext;
