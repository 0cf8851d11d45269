using System.Diagnostics;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Benchmarks.Checks;

/// <summary>The same questions asked of SQLite in memory: closures first, then one look-up in the table's own order for each name of each side.</summary>
internal static class SqliteChecks
{
    private const int Questions = 20_000;

    private const string Schema = """
        CREATE TABLE entries (effect INT, subject TEXT, action TEXT, resource TEXT, PRIMARY KEY (effect, subject, resource, action)) WITHOUT ROWID;
        CREATE TABLE memberships (child TEXT, parent TEXT, PRIMARY KEY (child, parent)) WITHOUT ROWID;
        """;

    // CROSS JOIN keeps SQLite to the order written: the question's names drive, entries are looked up.
    private const string Query = """
        WITH RECURSIVE
          subjects (name) AS (SELECT ?1 UNION SELECT parent FROM subjects CROSS JOIN memberships ON child = name),
          resources (name) AS (SELECT ?3 UNION SELECT parent FROM resources CROSS JOIN memberships ON child = name),
          actions (name) AS (SELECT 'action:' || ?2 UNION SELECT parent FROM actions CROSS JOIN memberships ON child = name),
          s AS (SELECT name FROM subjects UNION ALL SELECT '*'),
          r AS (SELECT name FROM resources UNION ALL SELECT '*'),
          a AS (SELECT substr(name, 8) AS name FROM actions UNION ALL SELECT '*')
        SELECT NOT EXISTS (SELECT 1 FROM s CROSS JOIN r CROSS JOIN a CROSS JOIN entries ON effect = 2 AND subject = s.name AND resource = r.name AND action = a.name)
           AND EXISTS (SELECT 1 FROM s CROSS JOIN r CROSS JOIN a CROSS JOIN entries ON effect = 1 AND subject = s.name AND resource = r.name AND action = a.name)
        """;

    /// <returns>Checks a second.</returns>
    public static double Measure(CheckMix mix)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Fill(connection, mix.Records);
        using var command = Prepare(connection, Query, 3);
        var began = Stopwatch.GetTimestamp();
        foreach (var (request, expected) in mix.Questions.Take(Questions))
        {
            if (Ask(command, request) != expected)
            {
                throw new InvalidOperationException($"SQLite answers {request} otherwise.");
            }
        }

        return Questions / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static bool Ask(SqliteCommand command, AccessRequest request)
    {
        Bind(command, request.Subject, request.Action, request.Resource);
        return (long)command.ExecuteScalar()! != 0;
    }

    private static void Fill(SqliteConnection connection, IEnumerable<ListRecord> records)
    {
        using (var schema = connection.CreateCommand())
        {
            schema.CommandText = Schema;
            schema.ExecuteNonQuery();
        }

        using var transaction = connection.BeginTransaction();
        using var entry = Prepare(connection, "INSERT INTO entries VALUES (?1, ?2, ?3, ?4)", 4);
        using var membership = Prepare(connection, "INSERT INTO memberships VALUES (?1, ?2)", 2);
        foreach (var record in records)
        {
            switch (record.Key)
            {
                case EntryKey key:
                    Bind(entry, (int)key.Effect, key.Subject, key.Action, key.Resource);
                    entry.ExecuteNonQuery();
                    break;
                case MembershipKey key:
                    Bind(membership, key.Child.Value, key.Parent.Value);
                    membership.ExecuteNonQuery();
                    break;
            }
        }

        transaction.Commit();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"?{number}" });
        }

        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }
    }
}
