using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using AuthMesh.Core.Access;
using AuthMesh.Core.Decisions;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>What all requests of the access API have in common: a token, a list to answer from, and a body to read.</summary>
internal sealed class DecisionRequests(CheckGate gate, DecisionSource source, Evaluations evaluations, Searches searches)
{
    public async Task ServeAsync(HttpContext context, QuestionKind kind)
    {
        if (!await gate.AdmitsAsync(context))
        {
            return;
        }

        var (list, problem) = await source.FindAsync(context);
        problem ??= await AnswerAsync(context, list!, kind);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
        }
    }

    private async ValueTask<ApiProblem?> AnswerAsync(HttpContext context, ListSnapshot list, QuestionKind kind)
    {
        // AuthZEN knows 400 for every request that it cannot read, a wrong media type included.
        var errors = new RequestErrors();
        var (body, problem) = await ReadAsync(context, kind, StatusCodes.Status400BadRequest, errors);
        if (problem is null)
        {
            await (kind is QuestionKind.Evaluation or QuestionKind.Evaluations
                ? evaluations.AnswerAsync(context, list, body, errors)
                : searches.AnswerAsync(context, list, SideOf(kind), body, errors));
        }

        return problem ?? (errors.Count > 0 ? errors.ToProblem() : null);
    }

    /// <summary>What a request asks, or why it cannot be told; what is wrong in it is noted.</summary>
    /// <param name="unsupported">The status for another media type.</param>
    public static async ValueTask<(QuestionBody Body, ApiProblem? Problem)> ReadAsync(HttpContext context, QuestionKind kind, int unsupported, RequestErrors errors)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context, unsupported);
        var body = default(QuestionBody);
        if (problem is not null)
        {
            return (body, problem);
        }

        try
        {
            problem = Read(bytes, kind, errors, out body);
        }
        finally
        {
            context.Request.BodyReader.AdvanceTo(bytes.End);
        }

        return (body, problem);
    }

    private static SearchSide SideOf(QuestionKind kind) => kind switch
    {
        QuestionKind.SubjectSearch => SearchSide.Subject,
        QuestionKind.ResourceSearch => SearchSide.Resource,
        _ => SearchSide.Action,
    };

    private static ApiProblem? Read(ReadOnlySequence<byte> bytes, QuestionKind kind, RequestErrors errors, out QuestionBody body)
    {
        var whole = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        body = default;
        if (!Utf8.IsValid(whole))
        {
            return JsonBody.Malformed("It is not valid UTF-8.");
        }

        try
        {
            body = QuestionReader.Read(whole, kind, errors);
            return null;
        }
        catch (JsonException e)
        {
            return JsonBody.Malformed(e.Message);
        }
    }
}
