using AuthMesh.Core.Access;

namespace AuthMesh.Transport.Joining;

/// <summary>How an answer to a newcomer is spelled on the wire.</summary>
internal static class JoinStatusText
{
    public static string Of(JoinStatus status) => status switch
    {
        JoinStatus.Admitted => "admitted",
        JoinStatus.Pending => "pending",
        _ => "refused",
    };

    /// <summary>Null for a word that is none of them.</summary>
    public static JoinStatus? Read(string text) => text switch
    {
        "admitted" => JoinStatus.Admitted,
        "pending" => JoinStatus.Pending,
        "refused" => JoinStatus.Refused,
        _ => null,
    };
}
