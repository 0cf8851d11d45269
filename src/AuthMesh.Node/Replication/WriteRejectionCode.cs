using System.Text.Json;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Replication;

/// <summary>The stable code of a rejection.</summary>
internal static class WriteRejectionCode
{
    /// <summary>The name in snake_case.</summary>
    public static string ToCode(this WriteRejection rejection) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rejection.ToString());
}
