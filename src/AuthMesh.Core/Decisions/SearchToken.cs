using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>An opaque text for where a page of a search ended, good for that search only.</summary>
/// <remarks>
/// <para>It is the entity's name behind a digest of name, list and question. So it needs no memory and no key, means the same at every node and after any
/// change of the list, and one of another search, or one altered, is told from one that was given. It protects nothing: whoever may search may begin wherever they like.</para>
/// <para>Properties and context belong to the question, by their values: a client may write them in another order on the next page.</para>
/// </remarks>
public static class SearchToken
{
    private const int TagBytes = 16;
    private const int MaxLength = 2048;

    /// <summary>The token for going on after an entity.</summary>
    public static string Make(ListName list, in SearchQuestion question, string last)
    {
        var name = Encoding.UTF8.GetBytes(last);
        return Base64Url.EncodeToString([.. Tag(list, question, name), .. name]);
    }

    /// <summary>The entity after which to go on; null for what is no token of this search.</summary>
    public static string? Read(ListName list, in SearchQuestion question, string token)
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= TagBytes || !bytes.AsSpan(0, TagBytes).SequenceEqual(Tag(list, question, bytes.AsSpan(TagBytes))))
        {
            return null;
        }

        var last = Encoding.UTF8.GetString(bytes, TagBytes, bytes.Length - TagBytes);
        return last.StartsWith(question.Type + ":", StringComparison.Ordinal) ? last : null;
    }

    private static byte[] Tag(ListName list, in SearchQuestion question, ReadOnlySpan<byte> last)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in new[] { "authmesh search", list.Value, question.Open.ToString(), question.Subject, question.Action, question.Resource })
        {
            ValueDigest.Append(hash, text);
        }

        ValueDigest.Append(hash, question.Facts?.SubjectProperties ?? default);
        ValueDigest.Append(hash, question.Facts?.ActionProperties ?? default);
        ValueDigest.Append(hash, question.Facts?.ResourceProperties ?? default);
        ValueDigest.Append(hash, question.Facts?.Context ?? default);
        hash.AppendData(last);
        return hash.GetHashAndReset()[..TagBytes];
    }
}
