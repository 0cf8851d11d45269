namespace AuthMesh.Core.Conditions.Compilation;

/// <summary>Kinds of value, as error messages name them.</summary>
internal static class KindNames
{
    /// <summary>With its article.</summary>
    public static string WithArticle(this ValueKind? kind) => kind switch
    {
        null => "a value that only the facts tell",
        ValueKind.Null => "null",
        ValueKind.Int => "an int",
        ValueKind.Ip => "an IP address",
        ValueKind.Cidr => "a range of IP addresses",
        { } known => "a " + known.ToString().ToLowerInvariant(),
    };
}
