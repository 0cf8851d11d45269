using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Lists;

/// <summary>Keeps a list's counts in step with its records.</summary>
internal static class ListCountsExtensions
{
    /// <summary>The counts with one more record; one without a put counts for nothing.</summary>
    public static ListCounts With(this ListCounts counts, ListRecord record) => counts.Plus(record, 1);

    /// <summary>The counts with this record taken out.</summary>
    public static ListCounts Without(this ListCounts counts, ListRecord record) => counts.Plus(record, -1);

    private static ListCounts Plus(this ListCounts counts, ListRecord record, int sign)
    {
        if (!record.HasPut)
        {
            return counts;
        }

        var conflicts = record.Heads.Length > 1 && RecordStanding.Of(record).Standing == Standing.Contested ? sign : 0;
        return counts with
        {
            Entries = counts.Entries + (record.Key is EntryKey ? sign : 0),
            Memberships = counts.Memberships + (record.Key is MembershipKey ? sign : 0),
            Attributes = counts.Attributes + (record.Key is AttributeKey ? sign : 0),
            Conflicts = counts.Conflicts + conflicts,
        };
    }
}
