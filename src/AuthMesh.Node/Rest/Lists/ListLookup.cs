using System.Diagnostics.CodeAnalysis;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Finds the list that a request names.</summary>
internal sealed class ListLookup(IListMonitor lists, IMeshMonitor mesh)
{
    /// <summary>The list's state, or why there is none to answer from.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out ListSnapshot? list, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryFind(ListName.TryParse(name, out var parsed) ? parsed : null, name, out list, out problem);

    /// <summary>As <see cref="TryFind(string, out ListSnapshot?, out ApiProblem?)"/>, and refuses a list whose records cannot be answered from.</summary>
    /// <param name="name">Null for the list <c>default</c>.</param>
    public bool TryFindReadable(string? name, [NotNullWhen(true)] out ListSnapshot? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        var isKnown = name is null ? TryFind(ListName.Default, ListName.Default.Value, out list, out problem) : TryFind(name, out list, out problem);
        if (isKnown)
        {
            problem = !list!.Ready ? NotReady($"This node has not received the list '{list.List}' yet.")
                : list.UpgradeRequired ? new ApiProblem(
                    StatusCodes.Status503ServiceUnavailable, "upgrade_required", $"The list '{list.List}' holds changes of a kind that this version does not know.")
                : null;
        }

        return problem is null;
    }

    private bool TryFind(ListName? parsed, string name, [NotNullWhen(true)] out ListSnapshot? list, [NotNullWhen(false)] out ApiProblem? problem)
    {
        list = parsed is { IsMesh: false } asked ? lists.Find(asked) : null;
        problem = list is not null ? null
            : mesh.Current.Mesh is null ? NotReady("This node is in no mesh yet.")
            : mesh.Current.Nodes.IsEmpty ? NotReady("This node has joined and not received the roster yet.")
            : ApiProblem.NotFound("unknown_list", $"The mesh has no list '{RequestErrors.Shown(name)}'.");
        return problem is null;
    }

    private static ApiProblem NotReady(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, "not_ready", detail, RetryAfter: TimeSpan.FromSeconds(1));
}
