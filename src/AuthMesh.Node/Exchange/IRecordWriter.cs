using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange;

/// <summary>Writes records one after the other, kept nowhere.</summary>
internal interface IRecordWriter
{
    /// <summary>Writes a record. Records of a kind come together.</summary>
    void Write(RecordKey key, Details details);

    /// <summary>Writes what comes after the last record.</summary>
    void Finish();
}
