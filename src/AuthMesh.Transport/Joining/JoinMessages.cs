using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Transport.Joining;

/// <summary>What a newcomer posts. Its key is not in it: the TLS handshake proved that.</summary>
/// <param name="Secret">Base64.</param>
internal sealed record JoinRequest(string InvitationId, byte[] Secret, string Name, string Address)
{
    /// <summary>Longest body, in bytes.</summary>
    public const int MaxBytes = 4096;
}

/// <summary>What the steward answers.</summary>
/// <param name="Status"><c>admitted</c>, <c>pending</c> or <c>refused</c>.</param>
/// <param name="MeshId">Set when admitted.</param>
internal sealed record JoinReply(string Status, string? MeshId, string Detail)
{
    /// <summary>Longest body that a newcomer reads, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinReply))]
internal sealed partial class JoinJson : JsonSerializerContext;
