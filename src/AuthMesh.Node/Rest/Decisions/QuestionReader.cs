using System.Text.Json;
using AuthMesh.Core.Conditions;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Reads the body of a request of the access API in one pass over its bytes.</summary>
/// <remarks>
/// <para>On the way of every check: the usual question makes three strings and nothing else. Only values that a condition might read, and those
/// that have no meaning here but could hide a member given twice, are parsed into documents.</para>
/// <para>What is wrong is noted by field, all of it at once. In one of several questions a wrong type is that item's own affair: it is denied at its place.
/// A member given twice, wherever it stands, spoils the request as a whole: readers that take the first and readers that take the last would
/// see two different questions.</para>
/// </remarks>
internal ref partial struct QuestionReader
{
    /// <summary>The most questions in one request.</summary>
    public const int MostQuestions = 1000;

    /// <summary>Deep enough for an attribute's value as a property in one of several questions.</summary>
    private const int MaxDepth = 40;

    private static readonly JsonReaderOptions _options = new() { MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions _valueOptions = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private readonly ReadOnlySpan<byte> _body;
    private readonly QuestionKind _kind;
    private readonly RequestErrors _errors;
    private Utf8JsonReader _json;
    private List<AskedItem>? _items;
    private bool? _stopAt;
    private AskedPage? _page;

    /// <summary>Which of several questions is being read; negative while it is the body itself.</summary>
    private int _item = -1;

    private QuestionReader(ReadOnlySpan<byte> body, QuestionKind kind, RequestErrors errors)
    {
        _body = body;
        _kind = kind;
        _errors = errors;
        _json = new Utf8JsonReader(body, _options);
    }

    /// <summary>What the body says; worth something only when nothing was noted.</summary>
    /// <param name="body">Valid UTF-8.</param>
    /// <exception cref="JsonException">It is not JSON, or nested too deeply.</exception>
    public static QuestionBody Read(ReadOnlySpan<byte> body, QuestionKind kind, RequestErrors errors)
    {
        var reader = new QuestionReader(body, kind, errors);
        var question = reader.ReadBody();
        return new QuestionBody(question, reader._items, reader._stopAt, reader._page);
    }

    private AskedQuestion ReadBody()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _errors.Add("body", $"is {Kind()}; allowed is an object");
            return default;
        }

        var question = ReadQuestion(_errors);

        // Refuses what comes after the end.
        _json.Read();
        return question;
    }

    private AskedQuestion ReadQuestion(RequestErrors errors)
    {
        var names = default(MemberNames);
        var absent = new AskedPart(PartFault.Absent);
        var (subject, action, resource, context) = (absent, absent, absent, Value.Absent);
        while (NextMember(ref names, "", out var member))
        {
            switch (member)
            {
                case Member.Subject: subject = ReadPart("subject", isEntity: true, isOpen: _kind == QuestionKind.SubjectSearch, errors); break;
                case Member.Action when _kind != QuestionKind.ActionSearch: action = ReadPart("action", isEntity: false, isOpen: false, errors); break;
                case Member.Resource: resource = ReadPart("resource", isEntity: true, isOpen: _kind == QuestionKind.ResourceSearch, errors); break;
                case Member.Context: context = ReadMap("context", "", errors); break;
                case Member.Evaluations when _kind == QuestionKind.Evaluations && _item < 0: ReadItems(); break;
                case Member.Options when _kind == QuestionKind.Evaluations && _item < 0: ReadOptions(); break;
                case Member.Page when _kind > QuestionKind.Evaluations: ReadPage(); break;
                default: PassOver(""); break;
            }
        }

        return new AskedQuestion(subject, action, resource, context);
    }

    private void ReadItems()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            Refuse("evaluations", "an array");
            return;
        }

        _items = [];
        var count = 0;
        var noted = new RequestErrors();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (++count > MostQuestions)
            {
                _json.Skip();
                continue;
            }

            _item = count - 1;
            _items.Add(ReadItem(noted));
            noted = noted.Count == 0 ? noted : new RequestErrors();
        }

        _item = -1;
        if (count > MostQuestions)
        {
            _errors.Add("evaluations", $"has {count} items; allowed are {MostQuestions}");
        }
    }

    private AskedItem ReadItem(RequestErrors noted)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            var error = $"The item is {Kind()}; allowed is an object.";
            PassOver("");
            return new AskedItem(default, error);
        }

        var question = ReadQuestion(noted);
        return new AskedItem(question, noted.Count > 0 ? noted.First : null);
    }

    private void ReadOptions()
    {
        if (!IsObject("options"))
        {
            return;
        }

        var names = default(MemberNames);
        while (NextMember(ref names, "options", out var member))
        {
            if (member != Member.Semantic)
            {
                PassOver("options");
            }
            else
            {
                ReadSemantic();
            }
        }
    }

    private void ReadSemantic()
    {
        const string Place = "options.evaluations_semantic";
        switch (_json.TokenType == JsonTokenType.String ? Text(Place, _errors) : "")
        {
            case "execute_all":
                _stopAt = null;
                break;
            case "deny_on_first_deny":
                _stopAt = false;
                break;
            case "permit_on_first_permit":
                _stopAt = true;
                break;
            case not null:
                _errors.Add(Place, "is none of execute_all, deny_on_first_deny, permit_on_first_permit");
                _json.Skip();
                break;
        }
    }

    private void ReadPage()
    {
        if (!IsObject("page"))
        {
            return;
        }

        var names = default(MemberNames);
        string? token = null;
        int? limit = null;
        while (NextMember(ref names, "page", out var member))
        {
            switch (member)
            {
                case Member.Token when _json.TokenType == JsonTokenType.String: token = Text("page.token", _errors); break;
                case Member.Token: Refuse("page.token", "a text"); break;
                case Member.Limit when _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) && number >= 1: limit = (int)Math.Min(number, int.MaxValue); break;
                case Member.Limit: Refuse("page.limit", "a whole number from 1"); break;
                default: PassOver("page"); break;
            }
        }

        _page = new AskedPage(token, limit);
    }

    private bool IsObject(string place)
    {
        if (_json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        Refuse(place, "an object");
        return false;
    }

    private void Refuse(string place, string allowed)
    {
        _errors.Add(place, $"is {Kind()}; allowed is {allowed}");
        _json.Skip();
    }
}
