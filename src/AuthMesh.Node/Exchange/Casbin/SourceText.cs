namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>A text taken from a file, perhaps put together from several lines, that still knows where each character stood.</summary>
internal sealed class SourceText
{
    private readonly List<(int Offset, Position At)> _pieces = [];

    private bool _isOnePlace;

    private SourceText(string file, string text) => (File, Text) = (file, text);

    public string File { get; }

    public string Text { get; private set; }

    /// <summary>A text that begins at this place.</summary>
    public static SourceText At(Place place, string text)
    {
        var source = new SourceText(place.File, text);
        source._pieces.Add((0, place.At));
        return source;
    }

    /// <summary>A text all of which is at one place: a cell of a table.</summary>
    public static SourceText Cell(Place place, string text)
    {
        var source = At(place, text);
        source._isOnePlace = true;
        return source;
    }

    /// <summary>Puts the text of a further line behind it, a blank between.</summary>
    public void Append(Position at, string text)
    {
        Text += " ";
        _pieces.Add((Text.Length, at));
        Text += text;
    }

    public Place PlaceOf(int offset)
    {
        var (start, at) = _pieces.FindLast(piece => piece.Offset <= offset);
        return new Place(File, _isOnePlace ? at : at with { Column = at.Column + offset - start });
    }
}
