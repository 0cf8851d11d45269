using AuthMesh.Client;
using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Requests;

/// <summary>Everything that is wrong with one request, so that it is told at once.</summary>
internal sealed class RequestErrors
{
    private const int MaxShown = 20;

    // Made with the first error: most requests have none.
    private List<FieldError>? _shown;

    public int Count { get; private set; }

    /// <summary>The fields of the errors that are told.</summary>
    public IEnumerable<string> Fields => (_shown ?? []).Select(error => error.Field);

    /// <summary>Notes what is wrong with a field and what is allowed; the field's name comes before the text.</summary>
    public void Add(string field, string detail)
    {
        Count++;
        _shown ??= [];
        if (_shown.Count < MaxShown)
        {
            _shown.Add(new FieldError(field, detail));
        }
    }

    /// <summary>What a caller wrote, short enough for a message.</summary>
    public static string Shown(string text) => text.Length <= 64 ? text : text[..64] + "…";

    /// <summary>The first thing that is wrong, as a sentence.</summary>
    public string First => $"{_shown![0].Field} {_shown[0].Detail}.";

    /// <summary>The answer to a request with errors.</summary>
    public ApiProblem ToProblem()
    {
        var rest = Count > 1 ? $" And {Count - 1} more." : "";
        return new ApiProblem(StatusCodes.Status400BadRequest, "invalid", First + rest, _shown);
    }
}
