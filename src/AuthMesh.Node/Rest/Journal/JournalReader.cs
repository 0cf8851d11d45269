using System.Diagnostics.CodeAnalysis;
using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Rest.Lists;
using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Journal;

/// <summary>Reads a list's journal after a version, transaction by transaction.</summary>
internal sealed class JournalReader(IListQueries queries, IMeshMonitor mesh)
{
    /// <summary>A cursor after a version; at the beginning when the text is null.</summary>
    /// <param name="field">Where the version stood, for the refusal of one that is none.</param>
    public bool TryOpen(ListName list, string? after, string field, [NotNullWhen(true)] out JournalCursor? cursor, [NotNullWhen(false)] out ApiProblem? problem)
    {
        cursor = null;
        problem = null;
        if (after is null)
        {
            cursor = new JournalCursor(list, VersionVector.Empty, []);
        }
        else if (!VersionToken.TryParse(after, out var version))
        {
            problem = ApiProblem.Invalid(field, "is not a version that a node gave");
        }
        else if (version!.List != list)
        {
            problem = new ApiProblem(StatusCodes.Status400BadRequest, "version_of_another_list", $"The version belongs to the list '{version.List}'.");
        }
        else if (VersionCoverage.Of(version, queries) is { } seen)
        {
            cursor = new JournalCursor(list, seen, version.Heads);
        }
        else
        {
            problem = new ApiProblem(StatusCodes.Status412PreconditionFailed, "version_unknown", "This node does not have what the version names yet.");
        }

        return cursor is not null;
    }

    /// <summary>The next batches, at most so many; moves the cursor past each as it is given.</summary>
    public IEnumerable<Passed> Read(JournalCursor cursor, int limit)
    {
        var names = mesh.Current.Nodes.ToDictionary(node => node.Node, node => node.Name);
        foreach (var batch in queries.Journal(cursor.List, cursor.Start, cursor.Position, limit))
        {
            var content = BatchCodec.Decode(batch.Body);
            cursor.Pass(content, batch.Id, batch.Position);
            yield return new Passed(Items(batch, content, names, cursor.Version.ToString()), batch.Body.Length);
        }
    }

    private static List<JournalItem> Items(JournalBatch batch, Batch content, Dictionary<NodeId, string> names, string version)
    {
        var writer = batch.Dot.Writer;
        var (node, name, incarnation) = (writer.Node.ToString(), names.GetValueOrDefault(writer.Node), writer.Incarnation.ToString());
        var items = new List<JournalItem>(content.Transactions.Length);
        for (var i = 0; i < content.Transactions.Length; i++)
        {
            var transaction = content.Transactions[i];
            items.Add(new JournalItem(
                new TransactionDot(batch.Dot, i).ToString(),
                i == content.Transactions.Length - 1 ? version : null,
                batch.List.Value, node, name, incarnation, batch.Dot.Seq, content.Time.Time, transaction.Actor,
                RecordItems.NullIfEmpty(transaction.Note),
                [.. transaction.Changes.Select(ChangeItems.Of)]));
        }

        return items;
    }

    /// <summary>A batch that was given.</summary>
    /// <param name="Bytes">Its size in the journal.</param>
    public sealed record Passed(IReadOnlyList<JournalItem> Items, int Bytes);
}
