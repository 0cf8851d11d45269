using System.Text.Json;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>A question with the answer that it must have.</summary>
/// <param name="Expected">True for allow.</param>
/// <param name="Subject"><c>type:id</c>; <paramref name="Resource"/> likewise, <paramref name="Action"/> a bare name.</param>
/// <param name="SubjectProperties">What the question itself says of its subject: an object, or absent.</param>
/// <param name="At">Where it stands in the file.</param>
internal sealed record DecisionTest(
    Position At, bool Expected, string Subject, string Action, string Resource,
    JsonElement? SubjectProperties = null, JsonElement? ActionProperties = null, JsonElement? ResourceProperties = null, JsonElement? Context = null, string? Note = null)
{
    public override string ToString() => $"{Subject} {Action} {Resource}";
}
