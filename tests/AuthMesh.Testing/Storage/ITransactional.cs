namespace AuthMesh.Testing.Storage;

/// <summary>What all tables of a store do together.</summary>
internal interface ITransactional
{
    /// <summary>Makes the pending writes part of what is committed.</summary>
    void Commit();

    /// <summary>Forgets the pending writes.</summary>
    void Rollback();

    /// <summary>Removes all rows; pending like any write.</summary>
    void Clear();
}
