using System.Globalization;
using System.Text;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Formats;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Queries;

// How a filter becomes one walk along one index.
//
// The table is sorted by key, and keys by kind, subject (child, entity), action (parent, name), resource. So a filter's leading texts are
// a range of keys. Each index holds, for one value of its column, the keys in order: a filter's column picks the index, and within it the
// same range and the same order hold. A page is therefore always: go to the place after the cursor, take the next rows. Only `Query` reads
// rows that it does not give.

/// <summary>A filter as SQL, with its place in the pages.</summary>
internal sealed class RecordQuery
{
    private readonly StringBuilder _where = new();
    private readonly List<object> _values = [];
    private readonly PageCursor _cursor;
    private readonly string _index;

    private RecordQuery(PageCursor cursor, RecordFilter filter, byte[]? prefix)
    {
        _cursor = cursor;
        _index = IndexFor(filter);
        AddRange(prefix);
        AddColumns(filter);
        AddText(filter.Query);
    }

    /// <summary>The query; null when no record can match.</summary>
    /// <exception cref="FormatException">The cursor is not one of this query.</exception>
    public static RecordQuery? For(ListName list, RecordFilter filter, string? cursor)
    {
        var page = PageCursor.Parse(cursor, $"{list}\n{filter}");
        return TryFindKind(filter, out var kind) ? new RecordQuery(page, filter, kind is null ? null : Prefix(kind.Value, filter)) : null;
    }

    /// <summary>The cursor of the page after the one that ends with this record.</summary>
    public string CursorAfter(RecordKey key) => _cursor.After(RecordKeyEncoding.Encode(new ByteWriter(), key));

    /// <summary>The SQL command that gives the page's rows in order.</summary>
    public SqliteCommand Command(SqliteConnection connection, int list, long limit)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT {RecordColumns.Names} FROM records {_index} WHERE list = $list AND has_put{_where} ORDER BY key LIMIT $limit";
        command.Parameters.AddWithValue("$list", list);
        command.Parameters.AddWithValue("$limit", limit);
        for (var i = 0; i < _values.Count; i++)
        {
            command.Parameters.AddWithValue($"$v{i.ToString(CultureInfo.InvariantCulture)}", _values[i]);
        }

        return command;
    }

    /// <summary>False when the filter asks for columns of different kinds.</summary>
    private static bool TryFindKind(RecordFilter filter, out RecordKind? kind)
    {
        RecordKind?[] asked =
        [
            filter.Kind,
            filter.Subject is null && filter.Action is null && filter.Resource is null && filter.Effect is null ? null : RecordKind.Entry,
            filter.Child is null && filter.Parent is null ? null : RecordKind.Membership,
            filter.Entity is null && filter.Name is null ? null : RecordKind.Attribute,
        ];
        var kinds = asked.Where(one => one is not null).Distinct().ToList();
        kind = kinds.FirstOrDefault();
        return kinds.Count <= 1;
    }

    /// <summary>The texts that lead the key and are all given.</summary>
    private static byte[] Prefix(RecordKind kind, RecordFilter filter)
    {
        string?[] texts = kind switch
        {
            RecordKind.Entry => [filter.Subject, filter.Action, filter.Resource],
            RecordKind.Membership => [filter.Child, filter.Parent],
            RecordKind.Attribute => [filter.Entity, filter.Name],
            _ => [],
        };
        return RecordKeyEncoding.Prefix(kind, [.. texts.TakeWhile(text => text is not null).Select(text => text!)]);
    }

    /// <summary>The index is named, since without statistics SQLite cannot know which is the most telling.</summary>
    private static string IndexFor(RecordFilter filter) => filter switch
    {
        { Contested: true } => "INDEXED BY ix_records_contested",
        { Resource: not null } => "INDEXED BY ix_records_resource",
        { Parent: not null } => "INDEXED BY ix_records_parent",
        { Name: not null } => "INDEXED BY ix_records_name",
        { Action: not null } => "INDEXED BY ix_records_action",
        { Effect: Effect.Deny, Subject: null } => "INDEXED BY ix_records_denying",
        _ => "",
    };

    private void AddRange(byte[]? prefix)
    {
        if (_cursor.Key is { } after)
        {
            PageCursor.Require(prefix is null || after.AsSpan().SequenceCompareTo(prefix) > 0);
            Add("key >", after);
        }
        else if (prefix is not null)
        {
            Add("key >=", prefix);
        }

        if (prefix is not null)
        {
            Add("key <", RecordKeyEncoding.After(prefix));
        }
    }

    private void AddColumns(RecordFilter filter)
    {
        AddEqual("action", filter.Action);
        AddEqual("resource", filter.Resource);
        AddEqual("parent", filter.Parent);
        AddEqual("name", filter.Name);
        if (filter.Effect is { } effect)
        {
            // Literal, so that it fits the condition of the index of denying entries.
            _where.Append(CultureInfo.InvariantCulture, $" AND effect = {(int)effect}");
        }

        if (filter.Contested)
        {
            _where.Append(" AND contested");
        }
    }

    /// <summary>SQLite's lower() folds ASCII only, which is what is promised; the key's texts are looked through where they lie.</summary>
    private void AddText(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            var name = Value(text);
            _where.Append(CultureInfo.InvariantCulture, $" AND (instr(lower(CAST(key AS TEXT)), lower({name})) OR instr(lower(note), lower({name})))");
        }
    }

    private void AddEqual(string column, string? value)
    {
        if (value is not null)
        {
            Add($"{column} =", value);
        }
    }

    private void Add(string comparison, object value) => _where.Append(" AND ").Append(comparison).Append(' ').Append(Value(value));

    private string Value(object value)
    {
        _values.Add(value);
        return $"$v{(_values.Count - 1).ToString(CultureInfo.InvariantCulture)}";
    }
}
