using System.Text.Json;
using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Members and values of any object.</summary>
internal ref partial struct QuestionReader
{
    private const string HalfPair = "has half of a surrogate pair, which is no Unicode text";

    /// <summary>Moves to the value of the object's next member; false at its end. A name that came before is noted for the whole request.</summary>
    private bool NextMember(ref MemberNames names, string place, out Member member)
    {
        _json.Read();
        member = Member.Other;
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        if (_json.ValueIsEscaped && Text(At(place, "a member's name"), _errors) is null)
        {
            _json.Read(); // a name that is no text can be compared with none
            return true;
        }

        member = Known();
        if (member != Member.Other)
        {
            if (!names.Add(member))
            {
                Twice(place, _json.GetString()!);
            }
        }
        else if (Text(At(place, "a member's name"), _errors) is { } name && !names.AddOther(name))
        {
            Twice(place, name);
        }

        _json.Read();
        return true;
    }

    private readonly Member Known()
    {
        return _json.ValueTextEquals("subject"u8) ? Member.Subject
            : _json.ValueTextEquals("action"u8) ? Member.Action
            : _json.ValueTextEquals("resource"u8) ? Member.Resource
            : _json.ValueTextEquals("type"u8) ? Member.Type
            : _json.ValueTextEquals("id"u8) ? Member.Id
            : _json.ValueTextEquals("name"u8) ? Member.Name
            : _json.ValueTextEquals("properties"u8) ? Member.Properties
            : _json.ValueTextEquals("context"u8) ? Member.Context
            : _json.ValueTextEquals("evaluations"u8) ? Member.Evaluations
            : _json.ValueTextEquals("options"u8) ? Member.Options
            : _json.ValueTextEquals("evaluations_semantic"u8) ? Member.Semantic
            : _json.ValueTextEquals("page"u8) ? Member.Page
            : _json.ValueTextEquals("token"u8) ? Member.Token
            : _json.ValueTextEquals("limit"u8) ? Member.Limit
            : Member.Other;
    }

    private readonly void Twice(string place, string name) => _errors.Add(At(place, RequestErrors.Shown(name)), "is given twice");

    /// <summary>An object as a map, Null for <c>null</c>; Absent, and noted, when it is something else.</summary>
    private Value ReadMap(string place, string member, RequestErrors errors)
    {
        var path = member.Length == 0 ? place : $"{place}.{member}";
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return Value.Null;
            case JsonTokenType.StartObject:
                var map = Document(path) is { } read ? Value.FromJson(read) : Value.Absent;
                if (!map.IsUnknown)
                {
                    return map;
                }

                errors.Add(path, $"has what no value can be: nesting beyond {CanonicalJson.MaxDepth}, a number beyond the range of a double, or text that is no Unicode");
                return Value.Absent;
            default:
                errors.Add(path, $"is {Kind()}; allowed is an object");
                PassOver(path);
                return Value.Absent;
        }
    }

    /// <summary>Goes past a value that has no meaning here.</summary>
    private void PassOver(string place)
    {
        if (_json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Document(place);
        }
    }

    /// <summary>A value with all that is in it; null, and noted for the whole request, when a member is given twice.</summary>
    private JsonElement? Document(string place)
    {
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        try
        {
            return JsonElement.Parse(_body[start..(int)_json.BytesConsumed], _valueOptions);
        }
        catch (JsonException e)
        {
            // Its form was looked at on the way past it.
            _errors.Add(At(place, ""), $"has a member twice: {e.Message.TrimEnd('.')}");
        }
        catch (InvalidOperationException)
        {
            _errors.Add(At(place, ""), HalfPair);
        }

        return null;
    }

    private readonly string? Text(string place, RequestErrors errors)
    {
        try
        {
            return _json.GetString();
        }
        catch (InvalidOperationException)
        {
            errors.Add(place, HalfPair);
            return null;
        }
    }

    /// <summary>Where a member stands in the whole body.</summary>
    private readonly string At(string place, string member)
    {
        var path = place.Length == 0 ? member : member.Length == 0 ? place : $"{place}.{member}";
        return _item < 0 ? path.Length == 0 ? "body" : path : path.Length == 0 ? $"evaluations[{_item}]" : $"evaluations[{_item}].{path}";
    }

    private readonly string Kind() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "null",
    };
}
