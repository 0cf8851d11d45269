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
/// <remarks>A check takes a microsecond: what stands around it waits where it must, for the body and for a demanded version, and is plain calls otherwise.</remarks>
internal sealed class DecisionRequests(CheckGate gate, DecisionSource source, Evaluations evaluations, Searches searches)
{
    public async Task ServeAsync(HttpContext context, QuestionKind kind)
    {
        if (!gate.Admits(context))
        {
            await gate.RefuseAsync(context);
            return;
        }

        var (list, problem) = await source.FindAsync(context);
        if (problem is null)
        {
            // AuthZEN knows 400 for every request that it cannot read, a wrong media type included.
            (var bytes, problem) = await RequestBody.ReadAsync(context, unsupported: StatusCodes.Status400BadRequest);
            problem ??= Answer(context, list!, kind, bytes);
        }

        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
        }
    }

    /// <summary>What a request asks, or why it cannot be told; what is wrong in it is noted.</summary>
    /// <param name="bytes">The request's body, which is read past.</param>
    public static ApiProblem? Read(HttpContext context, ReadOnlySequence<byte> bytes, QuestionKind kind, RequestErrors errors, out QuestionBody body)
    {
        try
        {
            return Read(bytes, kind, errors, out body);
        }
        finally
        {
            context.Request.BodyReader.AdvanceTo(bytes.End);
        }
    }

    private ApiProblem? Answer(HttpContext context, ListSnapshot list, QuestionKind kind, ReadOnlySequence<byte> bytes)
    {
        var errors = new RequestErrors();
        if (Read(context, bytes, kind, errors, out var body) is { } problem)
        {
            return problem;
        }

        if (kind is QuestionKind.Evaluation or QuestionKind.Evaluations)
        {
            evaluations.Answer(context, list, body, errors);
        }
        else
        {
            searches.Answer(context, list, SideOf(kind), body, errors);
        }

        return errors.Count > 0 ? errors.ToProblem() : null;
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
