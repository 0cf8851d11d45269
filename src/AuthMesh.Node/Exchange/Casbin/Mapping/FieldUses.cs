using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>Which fields of the request are texts and which are objects, by how matcher and rules use them.</summary>
internal sealed class FieldUses
{
    private readonly HashSet<string> _texts = [], _objects = [];

    /// <summary>The fields that are objects.</summary>
    public IReadOnlySet<string> Objects => _objects;

    /// <exception cref="CannotMapException">The field is used both ways, so that it has no place in a question.</exception>
    public void Note(Term.RequestField use)
    {
        (use.Attribute is null ? _texts : _objects).Add(use.Field);
        if (_texts.Contains(use.Field) && _objects.Contains(use.Field))
        {
            throw new CannotMapException(use.At, $"r.{use.Field} is a text in one place and an object in another");
        }
    }
}
