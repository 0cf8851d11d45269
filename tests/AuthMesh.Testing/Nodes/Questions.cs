using AuthMesh.Client;

namespace AuthMesh.Testing.Nodes;

/// <summary>Short forms for what scenarios write and ask.</summary>
public static class Questions
{
    public static ListChange Allow(string subject, string action = "read", string resource = "doc:*") => new PutEntry(Effect.Allow, subject, action, resource);

    public static ListChange Deny(string subject, string action = "read", string resource = "doc:*") => new PutEntry(Effect.Deny, subject, action, resource);

    public static Task<TransactionResult> WriteAsync(this NodeProcess node, params ListChange[] changes) =>
        node.Client.WriteAsync("default", new TransactionRequest(changes));

    public static Task<bool> MayReadAsync(this NodeProcess node, string subject) =>
        node.Client.IsAllowedAsync(new EvaluationRequest(EvaluationEntity.Parse(subject), new EvaluationAction("read"), new EvaluationEntity("doc", "x")));

    public static Task SeesAsync(this NodeProcess node, string subject, bool allowed) =>
        TestMesh.EventuallyAsync(async () => await node.MayReadAsync(subject) == allowed);
}
