using System.Text.Json;
using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.Exchange;

/// <summary>Answers questions over the records of a file alone, as a node would whose list holds just them.</summary>
internal sealed class OfflineDecisions(IEnumerable<FileRecord> records)
{
    private readonly DecisionIndex _index = DecisionIndex.Build(records.Select(ToRecord));

    /// <param name="instant">Unix milliseconds.</param>
    public bool IsAllowed(DecisionTest question, long instant)
    {
        var facts = new RequestFacts(
            ValueOf(question.SubjectProperties), ValueOf(question.ActionProperties), ValueOf(question.ResourceProperties), ValueOf(question.Context));
        return _index.IsAllowed(new AccessRequest(question.Subject, question.Action, question.Resource, facts), instant);
    }

    private static Value ValueOf(JsonElement? json) => json is { } element ? Value.FromJson(element) : Value.Absent;

    /// <summary>The record as if a node had written it: one head, nothing contested.</summary>
    private static ListRecord ToRecord(FileRecord record)
    {
        var head = new Head(new Dot(new Writer(default, default), 1), default, 0, default, ChangeOperation.Put, record.Details, "");
        return new ListRecord(record.Key, [head]);
    }
}
