using System.Text;
using System.Text.Json;
using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Subjects, actions and resources.</summary>
internal ref partial struct QuestionReader
{
    /// <summary>No entity's type and id have more bytes.</summary>
    private const int MostNameBytes = NameRules.MaxTypeLength + NameRules.MaxIdBytes;

    /// <param name="isEntity">True for type and id, false for the name of an action.</param>
    /// <param name="isOpen">True where a search asks for the entities: then only the type counts, and an id is ignored.</param>
    private AskedPart ReadPart(string place, bool isEntity, bool isOpen, RequestErrors errors)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(place, $"is {Kind()}; allowed is an object");
            PassOver(place);
            return new AskedPart(PartFault.Wrong);
        }

        var names = default(MemberNames);
        var fault = (isEntity ? PartFault.LacksType : PartFault.None) | (isOpen ? PartFault.None : PartFault.LacksName);
        ReadOnlySpan<byte> type = default, name = default;
        var properties = Value.Absent;
        while (NextMember(ref names, place, out var member))
        {
            switch (member)
            {
                case Member.Type when isEntity:
                    fault = (fault & ~PartFault.LacksType) | ReadText(place, "type", errors, out type);
                    break;
                case Member.Id when isEntity && !isOpen:
                    fault = (fault & ~PartFault.LacksName) | ReadText(place, "id", errors, out name);
                    break;
                case Member.Name when !isEntity:
                    fault = (fault & ~PartFault.LacksName) | ReadText(place, "name", errors, out name);
                    break;
                case Member.Properties:
                    var before = errors.Count;
                    properties = ReadMap(place, "properties", errors) is { Kind: not ValueKind.Null } map ? map : Value.Absent;
                    fault |= errors.Count > before ? PartFault.Wrong : PartFault.None;
                    break;
                default:
                    PassOver(place);
                    break;
            }
        }

        return new AskedPart(fault, fault != PartFault.None ? null : !isEntity ? Whole(name) : isOpen ? Whole(type) : Join(type, name), properties);
    }

    private PartFault ReadText(string place, string member, RequestErrors errors, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_json.TokenType != JsonTokenType.String)
        {
            errors.Add($"{place}.{member}", $"is {Kind()}; allowed is a text");
            PassOver(place);
            return PartFault.Wrong;
        }

        if (!_json.ValueIsEscaped)
        {
            text = _json.ValueSpan;
            return PartFault.None;
        }

        var before = errors.Count;
        text = Encoding.UTF8.GetBytes(Text($"{place}.{member}", errors) ?? "");
        return errors.Count > before ? PartFault.Wrong : PartFault.None;
    }

    private static string? Whole(ReadOnlySpan<byte> name) => name.Length > MostNameBytes ? null : Encoding.UTF8.GetString(name);

    /// <summary>Null when no list could hold it; so it is with a colon in the type: joined, it would name another entity.</summary>
    private static string? Join(ReadOnlySpan<byte> type, ReadOnlySpan<byte> id)
    {
        if (type.Length + id.Length > MostNameBytes || type.Contains((byte)':'))
        {
            return null;
        }

        Span<byte> joined = stackalloc byte[MostNameBytes + 1];
        type.CopyTo(joined);
        joined[type.Length] = (byte)':';
        id.CopyTo(joined[(type.Length + 1)..]);
        return Encoding.UTF8.GetString(joined[..(type.Length + 1 + id.Length)]);
    }
}
