using System.Globalization;

namespace AuthMesh.Node.Rest.Requests;

/// <summary>Reads the parameters of a query, and notes every one that is malformed, given twice or not known.</summary>
internal sealed class QueryFields(IQueryCollection query, RequestErrors errors)
{
    private readonly List<string> _asked = new(8);

    /// <summary>A text; null when absent.</summary>
    public string? Text(string name)
    {
        _asked.Add(name);
        var values = query[name];
        if (values.Count > 1)
        {
            errors.Add(name, "is given more than once");
        }

        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>A whole number within bounds; the default when absent or malformed.</summary>
    public int Integer(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        errors.Add(name, $"is not a whole number from {least} to {most}");
        return otherwise;
    }

    /// <summary>One of the texts given with their meanings; null when absent or another.</summary>
    public T? OneOf<T>(string name, params (string Text, T Meaning)[] choices) where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var choice in choices)
        {
            if (choice.Text == text)
            {
                return choice.Meaning;
            }
        }

        errors.Add(name, $"is none of {string.Join(", ", choices.Select(choice => choice.Text))}");
        return null;
    }

    /// <summary>Notes every parameter that nobody asked for: a misspelt filter must not give everything.</summary>
    public void RefuseOthers()
    {
        foreach (var name in query.Keys.Where(name => !_asked.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add(RequestErrors.Shown(name), $"is not known here; known are {string.Join(", ", _asked)}");
        }
    }
}
