using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Formats;

namespace AuthMesh.Storage.Queries;

/// <summary>Where a page begins: after a key, in the answer to one question. Outside it is opaque text.</summary>
internal sealed class PageCursor
{
    private const int TagSize = 8;

    private readonly byte[] _tag;

    private PageCursor(byte[] tag, byte[]? key) => (_tag, Key) = (tag, key);

    /// <summary>The key that the page follows; null for the first page.</summary>
    public byte[]? Key { get; }

    /// <summary>Reads a cursor; null is the first page of any question.</summary>
    /// <param name="question">What is asked; a cursor of another question is refused.</param>
    /// <exception cref="FormatException">It is not a cursor of this question.</exception>
    public static PageCursor Parse(string? text, string question)
    {
        var tag = SHA256.HashData(Encoding.UTF8.GetBytes(question))[..TagSize];
        if (text is null)
        {
            return new PageCursor(tag, null);
        }

        var bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        Require(IsKeyOf(bytes, tag));
        return new PageCursor(tag, bytes[TagSize..]);
    }

    /// <summary>The cursor of the page that follows a key.</summary>
    public string After(byte[] key) => Base64Url.EncodeToString([.. _tag, .. key]);

    /// <summary>Throws unless the cursor fits.</summary>
    public static void Require(bool fits)
    {
        if (!fits)
        {
            throw new FormatException("The cursor is not one that this query gave.");
        }
    }

    private static bool IsKeyOf(byte[] bytes, byte[] tag)
    {
        if (!bytes.AsSpan().StartsWith(tag))
        {
            return false;
        }

        try
        {
            RecordKeyEncoding.Decode(bytes.AsSpan(TagSize));
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
