using System.Runtime.CompilerServices;

namespace AuthMesh.Core.Conditions;

/// <content>Equality as CEL has it: by content, never an error; numbers by their mathematical value whatever their kind; values of other kinds differ.</content>
public readonly partial struct Value : IEquatable<Value>
{
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Value other)
    {
        if (_reference is string text)
        {
            return other._reference is string otherText && text == otherText;
        }

        if (IsNumber && other.IsNumber)
        {
            return Numbers.Compare(this, other) == 0;
        }

        return Kind == other.Kind && _reference switch
        {
            null => true,
            Scalar => ReferenceEquals(_reference, other._reference) && _bits == other._bits,
            Value[] items => items.AsSpan().SequenceEqual(other.AsList),
            ValueMap map => map.Equals(other.AsMap),
            _ => _reference.Equals(other._reference),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        ValueKind.Int => ((double)AsInt).GetHashCode(),
        ValueKind.Double => AsDouble == 0 ? 0.0.GetHashCode() : AsDouble.GetHashCode(),
        ValueKind.List => HashCode.Combine(ValueKind.List, AsList.Length),
        ValueKind.Map => HashCode.Combine(ValueKind.Map, AsMap.Count),
        _ when _reference is Scalar => HashCode.Combine(RuntimeHelpers.GetHashCode(_reference), _bits),
        _ => _reference?.GetHashCode() ?? 0,
    };
}
