using Google.Protobuf;

// The generated classes keep fields that this version does not know, but do not show them; these parts of theirs do.
#pragma warning disable IDE0130 // namespace is that of the generated half
namespace AuthMesh.Core.Journal.Wire;

public partial class Batch
{
    internal bool HasUnknownFields => _unknownFields is not null;
}

public partial class Transaction
{
    internal bool HasUnknownFields => _unknownFields is not null;
}

public partial class Change
{
    internal bool HasUnknownFields => _unknownFields is not null;
}

public partial class Entry
{
    internal string UnknownFields => Unknown.Hex(_unknownFields);
}

public partial class Membership
{
    internal string UnknownFields => Unknown.Hex(_unknownFields);
}

public partial class Attribute
{
    internal string UnknownFields => Unknown.Hex(_unknownFields);
}

public partial class ListSetting
{
    internal string UnknownFields => Unknown.Hex(_unknownFields);
}

public partial class Details
{
    internal string UnknownFields => Unknown.Hex(_unknownFields);
}

internal static class Unknown
{
    /// <summary>The serialised fields in hexadecimal; empty for none.</summary>
    public static string Hex(UnknownFieldSet? fields)
    {
        if (fields is null)
        {
            return "";
        }

        var bytes = new byte[fields.CalculateSize()];
        using var output = new CodedOutputStream(bytes);
        fields.WriteTo(output);
        output.Flush();
        return Convert.ToHexStringLower(bytes);
    }
}
