using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <content>What conditions read of the question and the list.</content>
internal sealed partial class Inquiry : IConditionFacts
{
    private const string Time = "time";
    private const int ActionPrefix = 7;

    /// <inheritdoc/>
    public Value Context
    {
        get
        {
            var given = _facts?.Context ?? Value.Absent;
            return given.IsUnknown || !given.Member(Time).IsAbsent ? given : Value.Map(given.Members.Append(KeyValuePair.Create(Time, Now)));
        }
    }

    private Value Now => Value.From(DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(_instant, MinInstant, MaxInstant) * TimeSpan.TicksPerMillisecond));

    /// <inheritdoc/>
    public Value ContextMember(string name)
    {
        var given = (_facts?.Context ?? Value.Absent).Member(name);
        return given.IsAbsent && name == Time ? Now : given;
    }

    /// <inheritdoc/>
    public string Type(EntityRole role) => role == EntityRole.Action ? "action" : Of(role).Type;

    /// <inheritdoc/>
    public string Id(EntityRole role) => role == EntityRole.Action ? _action.Name : Of(role).Id;

    /// <inheritdoc/>
    public bool HasType(EntityRole role, string type) => role == EntityRole.Action ? type == "action" : Of(role).HasType(type);

    /// <inheritdoc/>
    public bool HasId(EntityRole role, string id) => role == EntityRole.Action ? _action.Name == id : Of(role).HasId(id);

    /// <inheritdoc/>
    public Value Property(EntityRole role, string name)
    {
        var own = OwnProperties(role).Member(name);
        if (!own.IsAbsent && !_index.IsStoredOnly(name))
        {
            return own;
        }

        var stored = StoredAttributes(role);
        return !stored.IsEmpty && stored.TryGetValue(_index.Words.Find(name).Number, out var attribute) ? attribute.Value : Value.Absent;
    }

    /// <inheritdoc/>
    public Value Properties(EntityRole role)
    {
        var own = OwnProperties(role);
        var stored = StoredAttributes(role);
        if (own.IsUnknown || (stored.IsEmpty && !_index.HasStoredOnly))
        {
            return own.IsAbsent ? Value.Map([]) : own;
        }

        var merged = own.Members.Where(member => !_index.IsStoredOnly(member.Key)).ToList();
        foreach (var (number, attribute) in stored)
        {
            var name = _index.Words[number];
            if (_index.IsStoredOnly(name) || own.Member(name).IsAbsent)
            {
                merged.Add(KeyValuePair.Create(name, attribute.Value));
            }
        }

        // In the order of names, which is the same on every node.
        merged.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return Value.Map(merged);
    }

    /// <inheritdoc/>
    /// <remarks>Like a pattern, it holds for the entity itself, too: <c>subject.in("group:x")</c> asks what an entry for <c>group:x</c> would.</remarks>
    public Truth IsIn(EntityRole role, string parent)
    {
        var side = Of(role);
        if (IsItself(role, side.Name, parent))
        {
            return Truth.True;
        }

        var (number, isProper) = _index.Words.Find(parent);
        return !isProper || !side.Possible.Contains(number) ? Truth.False
            : side.Certain.Contains(number) ? Truth.True
            : Truth.Unknown;
    }

    private static bool IsItself(EntityRole role, string name, string entity) => role == EntityRole.Action
        ? entity.Length == ActionPrefix + name.Length && entity.StartsWith("action:", StringComparison.Ordinal) && entity.EndsWith(name, StringComparison.Ordinal)
        : entity == name;

    /// <summary>The first and last instants that a timestamp can tell.</summary>
    private static long MinInstant => DateTimeOffset.MinValue.ToUnixTimeMilliseconds();

    private static long MaxInstant => DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private Value OwnProperties(EntityRole role) => role switch
    {
        EntityRole.Subject => _facts?.SubjectProperties,
        EntityRole.Action => _facts?.ActionProperties,
        _ => _facts?.ResourceProperties,
    } ?? Value.Absent;

    private CompactMap<int, StoredAttribute> StoredAttributes(EntityRole role) =>
        Of(role).Number is var number and not Vocabulary.None ? _index.Places[number].Attributes : default;

    private Side Of(EntityRole role) => role switch
    {
        EntityRole.Subject => _subject,
        EntityRole.Action => _action,
        _ => _resource,
    };
}
