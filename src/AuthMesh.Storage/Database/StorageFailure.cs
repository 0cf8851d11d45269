using System.Text;
using AuthMesh.Core.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace AuthMesh.Storage.Database;

/// <summary>The environment's failures in the words of the port.</summary>
internal static class StorageFailure
{
    /// <summary>True for what a database can do to us; bugs stay what they are.</summary>
    public static bool IsOne(Exception e) => e is SqliteException or InvalidDataException or EncoderFallbackException or IOException or DbUpdateException;

    /// <summary>What failed, for the log.</summary>
    public static StoreException Describe(Exception e) => new(
        e switch
        {
            SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => "The disk is full.",
            SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } => $"The disk failed: {e.Message}",
            SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => $"The database is damaged: {e.Message}",
            SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => $"The database is in use by someone else: {e.Message}",
            SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => "The database may only be read.",
            SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT } => $"This is stored already, or may not be stored: {e.Message}",
            InvalidDataException => $"The database is damaged: {e.Message}",
            DbUpdateException { InnerException: { } inner } => Describe(inner).Message,
            EncoderFallbackException => "A text is not Unicode: it holds half a surrogate pair.",
            _ => $"The database failed: {e.Message}",
        },
        e);
}
