namespace AuthMesh.Node.Exchange.Csv;

/// <summary>Which CSV it is.</summary>
internal enum CsvDialect
{
    /// <summary>RFC 4180.</summary>
    Table,

    /// <summary>The same with comments behind <c>#</c>, and blanks around cells that do not count.</summary>
    CasbinPolicy,
}
