namespace AuthMesh.Core.Conditions;

/// <content>What is inside. The properties named As… are for values of that kind only.</content>
public readonly partial struct Value
{
    /// <summary>The value as an answer: anything but a boolean is Unknown.</summary>
    public Truth Truth => ReferenceEquals(_reference, _bool) ? (Truth)_bits : Truth.Unknown;

    /// <summary>The text, or null for what is none.</summary>
    public string? Text => _reference as string;

    /// <summary>The members of a map that are named by a text, in their order; none for anything else.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Members =>
        from entry in _reference is ValueMap map ? map.Entries : []
        where entry.Key.Text is not null
        select KeyValuePair.Create(entry.Key.Text!, entry.Value);

    internal bool IsNumber => ReferenceEquals(_reference, _int) || ReferenceEquals(_reference, _double);

    internal bool AsBool => _bits != 0;

    internal long AsInt => _bits;

    internal double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>Nanoseconds since the beginning of year 1 in UTC.</summary>
    internal Int128 AsInstant => ((Int128)_bits * 100) + ((Scalar)_reference!).Nanoseconds;

    /// <summary>Nanoseconds.</summary>
    internal long AsDuration => _bits;

    internal IpAddress AsIp => (IpAddress)_reference!;

    internal IpRange AsCidr => (IpRange)_reference!;

    internal Value[] AsList => (Value[])_reference!;

    internal ValueMap AsMap => (ValueMap)_reference!;

    /// <summary>A map's member of this name, Absent when there is none. Of Absent it is Absent too; of what is no map, Unknown.</summary>
    public Value Member(string name) => _reference switch
    {
        ValueMap map => map.Find(From(name)),
        null => Absent,
        _ => Unknown,
    };
}
