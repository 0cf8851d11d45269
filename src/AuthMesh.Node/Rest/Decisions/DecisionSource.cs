using System.Globalization;
using System.Runtime.CompilerServices;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Replication;
using AuthMesh.Node.Rest.Lists;
using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The state of a list that a decision rests on: its version is told with every answer, and is at least the one that a question demands.</summary>
/// <remarks>So who wrote at one node may ask at another, and is not answered from before that write.</remarks>
internal sealed class DecisionSource(ListLookup lookup, IListMonitor lists, IListQueries queries, DataAges ages, TimeProvider time)
{
    /// <summary>The answer's version.</summary>
    private const string AnswerHeader = "AuthMesh-Version";

    /// <summary>How many seconds old that may be at most, rounded up; not there while it cannot be told.</summary>
    private const string AgeHeader = "AuthMesh-Data-Age";

    /// <summary>The least version that the question wants to be answered from.</summary>
    private const string QuestionHeader = "AuthMesh-At-Least";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    // One text for each state, not for each answer.
    private readonly ConditionalWeakTable<VersionToken, string> _texts = [];

    /// <summary>The state of the list that the path names, or <c>default</c>, with its version told in the answer; or why there is none to answer from.</summary>
    public ValueTask<(ListSnapshot? List, ApiProblem? Problem)> FindAsync(HttpContext context)
    {
        var name = context.Request.RouteValues["list"] as string;
        return context.Request.Headers[QuestionHeader] switch
        {
            { Count: 0 } => new(Tell(context, Find(name))),
            [{ } demanded] => TellAsync(WaitAsync(name, demanded, context.RequestAborted)),
            _ => new((null, ApiProblem.Invalid(QuestionHeader, "is given more than once"))),
        };

        async ValueTask<(ListSnapshot?, ApiProblem?)> TellAsync(Task<(ListSnapshot?, ApiProblem?)> found) => Tell(context, await found);
    }

    private (ListSnapshot?, ApiProblem?) Tell(HttpContext context, (ListSnapshot? List, ApiProblem? Problem) found)
    {
        if (found.List is { } list)
        {
            context.Response.Headers[AnswerHeader] = _texts.GetValue(list.Version, static version => version.ToString());
            if (ages.Of(list.List) is { } age)
            {
                context.Response.Headers[AgeHeader] = ((long)Math.Ceiling(age.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            }
        }

        return found;
    }

    private (ListSnapshot? List, ApiProblem? Problem) Find(string? name) =>
        lookup.TryFindReadable(name, out var list, out var problem) ? (list, null) : (null, problem);

    /// <summary>The list's state once it has the demanded version, waiting briefly for it; or why there is none.</summary>
    /// <remarks>The list itself may still be on its way: who made it elsewhere, and wrote to it, can name a version of it.</remarks>
    private async Task<(ListSnapshot? List, ApiProblem? Problem)> WaitAsync(string? name, string demanded, CancellationToken cancellationToken)
    {
        if (!VersionToken.TryParse(demanded, out var version))
        {
            return (null, ApiProblem.Invalid(QuestionHeader, "is not a version that a node gave"));
        }

        if (version!.List.Value != (name ?? ListName.Default.Value))
        {
            return (null, new ApiProblem(StatusCodes.Status400BadRequest, "version_of_another_list", $"The version belongs to the list '{version.List}'."));
        }

        var start = time.GetTimestamp();
        while (true)
        {
            var before = lists.Find(version.List);
            var (list, problem) = Find(name);
            if (list is not null && Covers(list, version))
            {
                return (list, null);
            }

            if (!await ChangesAsync(version.List, before, _patience - time.GetElapsedTime(start), cancellationToken))
            {
                return (null, problem ?? new ApiProblem(StatusCodes.Status412PreconditionFailed, "version_unknown", "This node does not have what the version names yet."));
            }
        }
    }

    private bool Covers(ListSnapshot list, VersionToken version) =>
        list.Version.Equals(version) || version.Heads.All(head =>
            queries.FindBatch(list.List, head) is { } batch && list.Vector.Any(tip => tip.Writer == batch.Dot.Writer && tip.Seq >= batch.Dot.Seq));

    /// <summary>True once the list has another state than this (null while there is no such list); false when time runs out.</summary>
    private async Task<bool> ChangesAsync(ListName name, ListSnapshot? before, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (limit <= TimeSpan.Zero)
        {
            return false;
        }

        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(ListChange? change)
        {
            if (!ReferenceEquals(lists.Find(name), before))
            {
                changed.TrySetResult();
            }
        }

        lists.Changed += Look;
        try
        {
            Look(null);
            await changed.Task.WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lists.Changed -= Look;
        }
    }
}
