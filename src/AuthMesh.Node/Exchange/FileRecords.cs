using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange;

/// <summary>The records of a file: each one such as a list may hold, and none twice.</summary>
internal sealed class FileRecords(FileProblems problems)
{
    /// <summary>The most records in a file. A list with more is imported in several files.</summary>
    public const int Most = 2_000_000;

    private readonly Dictionary<RecordKey, FileRecord> _byKey = [];

    public int Count => _byKey.Count;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyCollection<FileRecord> All => _byKey.Values;

    public bool Contains(RecordKey key) => _byKey.ContainsKey(key);

    /// <summary>Takes a record; what is wrong with it is noted.</summary>
    /// <param name="fieldOf">For a field as the REST API spells it: its name and place in this file.</param>
    public void Add(RecordKey key, Details details, Position at, Func<string, (string Name, Position At)> fieldOf)
    {
        var errors = ChangeRules.Check(ListName.Default, Change.Put(key, details));
        foreach (var error in errors)
        {
            var (name, place) = fieldOf(error.Field);
            problems.Add(place, $"{name} {error.Detail}");
        }

        if (errors.Count > 0)
        {
            return;
        }

        if (_byKey.TryGetValue(key, out var earlier))
        {
            problems.Add(at, $"is the record of line {earlier.At.Line} again; one file names a record once");
            return;
        }

        if (_byKey.Count == Most)
        {
            throw new FileSyntaxException(at, $"the file has more than {Most} records; import it in parts");
        }

        _byKey.Add(key, new FileRecord(key, details, at));
    }
}
