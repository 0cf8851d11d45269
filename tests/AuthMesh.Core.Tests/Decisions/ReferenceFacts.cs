using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Decisions;

/// <summary>What a condition may read, worked out anew from the records each time.</summary>
internal sealed class ReferenceFacts(IReadOnlyList<ListRecord> records, AccessRequest request, long instant, ListSettings settings) : IConditionFacts
{
    public Value Context => Merge(request.Facts?.Context ?? Value.Absent, [KeyValuePair.Create("time", Value.From(DateTimeOffset.FromUnixTimeMilliseconds(instant)))]);

    public string Type(EntityRole role) => Name(role)[..Name(role).IndexOf(':')];

    public string Id(EntityRole role) => Name(role)[(Name(role).IndexOf(':') + 1)..];

    public Value Property(EntityRole role, string name) =>
        settings.StoredOnly.Contains(name) ? Stored(role, name)
        : Own(role).Member(name) is { IsAbsent: false } own ? own
        : Stored(role, name);

    public Value Properties(EntityRole role) => Merge(Own(role), StoredNames(role).Select(name => KeyValuePair.Create(name, Stored(role, name))));

    public Truth IsIn(EntityRole role, string parent) =>
        NameRules.EntityError(parent) is not null ? Truth.False
        : ReferenceDecision.Closure(records, Name(role), instant, denying: false).Contains(parent) ? Truth.True
        : ReferenceDecision.Closure(records, Name(role), instant, denying: true).Contains(parent) ? Truth.Unknown
        : Truth.False;

    private static Value Merge(Value own, IEnumerable<KeyValuePair<string, Value>> others) =>
        own.IsUnknown ? own : Value.Map([.. own.Members, .. others.Where(other => own.Member(other.Key).IsAbsent)]);

    private string Name(EntityRole role) => role switch
    {
        EntityRole.Subject => request.Subject,
        EntityRole.Action => "action:" + request.Action,
        _ => request.Resource,
    };

    /// <summary>What the request gives and may give.</summary>
    private Value Own(EntityRole role) => Given(role) is { IsUnknown: false } given
        ? Value.Map(given.Members.Where(member => !settings.StoredOnly.Contains(member.Key)))
        : Value.Unknown;

    private Value Given(EntityRole role) => role switch
    {
        EntityRole.Subject => request.Facts?.SubjectProperties,
        EntityRole.Action => request.Facts?.ActionProperties,
        _ => request.Facts?.ResourceProperties,
    } ?? Value.Absent;

    private IEnumerable<string> StoredNames(EntityRole role) => records.Where(record => record.HasPut)
        .Select(record => record.Key).OfType<AttributeKey>()
        .Where(key => key.Entity.Value == Name(role))
        .Select(key => key.Name).Distinct();

    private Value Stored(EntityRole role, string name)
    {
        var stored = records.Where(record => record.HasPut && record.Key is AttributeKey key && key.Entity.Value == Name(role) && key.Name == name).ToList();
        return stored switch
        {
            [] => Value.Absent,
            [{ Key: AttributeKey { Unknown: "" } } one] when !ReferenceDecision.IsContested(one) => Value.FromJson(one.Heads[0].Details.Value),
            _ => Value.Unknown,
        };
    }
}
