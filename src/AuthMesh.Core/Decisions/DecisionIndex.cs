using System.Collections.Frozen;
using AuthMesh.Core.Decisions.Explanations;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>A list's records arranged for answering questions: immutable, shared by all readers, replaced as a whole.</summary>
/// <remarks>
/// <para>A question is answered from its own side (<see cref="Inquiry"/>): the names that it stands for are worked out first, then the patterns that match them, and only at
/// those places are entries looked for. So the cost follows how deep the groups of the question are, not how long the list is.</para>
/// <para>There are two readings of every list. Allow entries are matched over certain memberships, deny entries over possible
/// ones, and each counts as its <see cref="Terms"/> say; so what is contested or not understood can deny and cannot allow.</para>
/// <para>All tables are persistent: a new index shares with the old one all that did not change.</para>
/// </remarks>
public sealed class DecisionIndex
{
    /// <summary>A record has up to four names and a condition. With more than this for each, most of the vocabulary is no longer used.</summary>
    private const int MostWordsPerRecord = 8, FewWords = 4096;

    internal DecisionIndex(
        Vocabulary words, PersistentArray<Place> places, PrefixTree subjectPatterns, PrefixTree actionPatterns, PrefixTree resourcePatterns, int records, int denies)
    {
        Words = words;
        Places = places;
        SubjectPatterns = subjectPatterns;
        ActionPatterns = actionPatterns;
        ResourcePatterns = resourcePatterns;
        Records = records;
        Denies = denies;
    }

    /// <summary>No records: everything is denied.</summary>
    public static DecisionIndex Empty { get; } = New();

    /// <summary>True when nothing is held that could ever match.</summary>
    public bool IsEmpty => Records == 0;

    /// <summary>True for an attribute of which only the stored value counts, whatever a request says.</summary>
    internal bool IsStoredOnly(string attribute) => StoredOnly is { } names && names.Contains(attribute);

    /// <summary>True when there are such attributes.</summary>
    internal bool HasStoredOnly => StoredOnly is not null;

    /// <summary>Null for none.</summary>
    private FrozenSet<string>? StoredOnly { get; init; }

    internal Vocabulary Words { get; }

    /// <summary>What is said at each name and pattern, by its number.</summary>
    internal PersistentArray<Place> Places { get; }

    internal PrefixTree SubjectPatterns { get; }

    /// <summary>Nothing but '*', if it is in use.</summary>
    internal PrefixTree ActionPatterns { get; }

    internal PrefixTree ResourcePatterns { get; }

    /// <summary>The one text of a name that all parts of a list's state hold; the given one when no record has it.</summary>
    internal string Shared(string name) => Words.Find(name).Number is var number and not Vocabulary.None ? Words[number] : name;

    /// <summary>How many records are held that could ever count.</summary>
    internal int Records { get; }

    /// <summary>How many of them are entries that deny.</summary>
    internal int Denies { get; }

    /// <summary>From all records of a list, in any order.</summary>
    public static DecisionIndex Build(IEnumerable<ListRecord> records) => Empty.With(records);

    /// <summary>With these records in the place of those of the same keys. The cost follows the number of records given, not of those held; readers of this index are not disturbed.</summary>
    public DecisionIndex With(IEnumerable<ListRecord> changed)
    {
        // The empty index gives no words to those made of it: it is there for ever.
        var editor = new IndexEditor(IsEmpty ? New() : this);
        foreach (var record in changed)
        {
            editor.Take(record);
        }

        var next = editor.Done();
        return (next.Words.Count > FewWords + ((long)MostWordsPerRecord * next.Records) ? next.InFewerWords() : next).Under(StoredOnly);
    }

    /// <summary>The same records under these settings of the list.</summary>
    public DecisionIndex Under(ListSettings settings) =>
        Under(settings.StoredOnly.IsEmpty ? null : settings.StoredOnly.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>True when the request is allowed at the instant (Unix milliseconds). Takes no lock, allocates nothing as a rule, never throws.</summary>
    public bool IsAllowed(in AccessRequest request, long instant)
    {
        var inquiry = Inquiry.Take();
        var isAllowed = inquiry.IsAllowed(this, request, instant);
        inquiry.Release();
        return isAllowed;
    }

    /// <summary>Why <see cref="IsAllowed"/> answers as it does.</summary>
    public Explanation Explain(in AccessRequest request, long instant) => Explainer.Explain(this, request, instant);

    private DecisionIndex Under(FrozenSet<string>? storedOnly) => ReferenceEquals(StoredOnly, storedOnly)
        ? this
        : new(Words, Places, SubjectPatterns, ActionPatterns, ResourcePatterns, Records, Denies) { StoredOnly = storedOnly };

    private static DecisionIndex New() =>
        new(new Vocabulary(), PersistentArray<Place>.Empty, PrefixTree.Empty, PrefixTree.Empty, PrefixTree.Empty, records: 0, denies: 0);

    /// <summary>The same with a vocabulary of the names in use. Each time takes as many changes before it as records were held, so the cost of it vanishes in theirs.</summary>
    private DecisionIndex InFewerWords()
    {
        var editor = new IndexEditor(New());
        foreach (var (key, terms, value) in HeldRecords.Of(this))
        {
            switch (key)
            {
                case EntryKey entry:
                    editor.Take(entry, terms);
                    break;
                case MembershipKey membership:
                    editor.Take(membership, terms);
                    break;
                case AttributeKey attribute:
                    editor.Take(attribute, value);
                    break;
            }
        }

        return editor.Done();
    }
}
