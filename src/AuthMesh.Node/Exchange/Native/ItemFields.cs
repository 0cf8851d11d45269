using System.Text.Json;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>The fields of one item of a section. Reading notes what is wrong; what was never asked for is refused at the end.</summary>
internal sealed class ItemFields(FileMap item, FileProblems problems)
{
    private readonly List<string> _known = [];

    public Position At => item.At;

    /// <summary>True when the item has this field.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Where a field's value stands; the item's own place when it has none.</summary>
    public Position PlaceOf(string name) => item.Members.Where(member => member.Key.Text == name).Select(member => member.Value.At).DefaultIfEmpty(item.At).First();

    /// <summary>A text; null when absent or, noted, when it is none.</summary>
    public string? Text(string name) => Find(name) is { } node ? TextOf(node, name) : null;

    /// <summary>A text that must be there; empty when it is not.</summary>
    public string RequiredText(string name) => Text(name) ?? Missing(name);

    /// <summary>One or several texts, at least one.</summary>
    public IReadOnlyList<string> RequiredTexts(string name)
    {
        switch (Find(name))
        {
            case null:
                Missing(name);
                return [];
            case FileList { Items.Count: 0 } empty:
                problems.Add(empty.At, $"{name} is empty; allowed is a text or a list of texts");
                return [];
            case FileList list:
                return [.. list.Items.Select(node => TextOf(node, name)).OfType<string>()];
            case var node:
                return TextOf(node, name) is { } text ? [text] : [];
        }
    }

    /// <summary>Unix milliseconds; null when absent or, noted, when it is no instant.</summary>
    public long? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var milliseconds))
        {
            return milliseconds;
        }

        problems.Add(PlaceOf(name), $"{name} is not {Rfc3339.Allowed}");
        return null;
    }

    /// <summary>A mapping as an object of JSON; null when absent or, noted, when it is none.</summary>
    public JsonElement? Object(string name) => Find(name) is { } node ? ObjectOf(node, name) : null;

    /// <summary>The members of a mapping that must be there and hold something.</summary>
    public IReadOnlyList<FileMember> RequiredMembers(string name)
    {
        switch (Find(name))
        {
            case FileMap { Members.Count: > 0 } map:
                return map.Members;
            case null:
                Missing(name);
                return [];
            case var node:
                problems.Add(node.At, $"{name} is no mapping with at least one key");
                return [];
        }
    }

    /// <summary>The fields of a mapping in the item; null when absent or, noted, when it is none.</summary>
    public ItemFields? Fields(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case FileMap map:
                return new ItemFields(map, problems);
            case var node:
                problems.Add(node.At, $"{name} is no mapping");
                return null;
        }
    }

    public void Refuse(string name, string detail) => problems.Add(PlaceOf(name), $"{name} {detail}");

    /// <summary>Refuses every field that was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (key, _) in item.Members)
        {
            if (!_known.Contains(key.Text))
            {
                problems.Add(key.At, $"'{key.Text}' is not known here; allowed are {string.Join(", ", _known.Distinct())}");
            }
        }
    }

    private FileNode? Find(string name)
    {
        _known.Add(name);
        return item.Members.FirstOrDefault(member => member.Key.Text == name).Value;
    }

    private string Missing(string name)
    {
        problems.Add(item.At, $"{name} is missing");
        return "";
    }

    private string? TextOf(FileNode node, string name)
    {
        switch (node)
        {
            case FileScalar { Literal: null, Ambiguous: false } text:
                return text.Text;
            case FileScalar scalar:
                problems.Add(scalar.At, scalar.Text.Length == 0 ? $"{name} has no value" : $"{name} is {scalar.Text}, which is no text; put it in quotes to make it one");
                return null;
            default:
                problems.Add(node.At, $"{name} is no text");
                return null;
        }
    }

    private JsonElement? ObjectOf(FileNode node, string name)
    {
        if (node is FileMap)
        {
            return NodeJson.Of(node, problems) is { } json ? JsonElement.Parse(json) : null;
        }

        problems.Add(node.At, $"{name} is no mapping");
        return null;
    }
}
