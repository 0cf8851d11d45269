using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;
using AuthMesh.Storage.Database;

namespace AuthMesh.Storage.Tokens;

/// <summary>The text of a token: <c>amt_</c>, an id that may be shown, and 256 secret bits. Kept is only the digest of the whole.</summary>
internal static class TokenText
{
    private const int IdBytes = 6, SecretBytes = 32, MaxBytesPerChar = 3;

    /// <summary>Longer texts are no tokens, and are not even hashed.</summary>
    public const int MaxLength = 512;

    /// <summary>A new token's id and text.</summary>
    public static (string Id, string Text) Make(IEntropy entropy)
    {
        Span<byte> random = stackalloc byte[IdBytes + SecretBytes];
        entropy.Fill(random);
        var id = Convert.ToHexStringLower(random[..IdBytes]);
        return (id, $"amt_{id}_{Base64Url.EncodeToString(random[IdBytes..])}");
    }

    /// <summary>What is kept of a text. One hash suffices, since the secret is random and long: there is nothing to guess.</summary>
    /// <param name="text">At most <see cref="MaxLength"/> characters. It is hashed for every check, on the stack.</param>
    public static Hash256 DigestOf(string text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength * MaxBytesPerChar], digest = stackalloc byte[Hash256.Size];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], digest);
        return new Hash256(digest);
    }

    /// <summary>True for 64 hexadecimal digits.</summary>
    public static bool IsDigest(string text) => text.Length == 2 * Hash256.Size && text.All(char.IsAsciiHexDigit);

    /// <summary>Null, or what is wrong with a token's name: it becomes part of the journal's <c>token:NAME</c>.</summary>
    public static string? NameError(string name) =>
        name.Length is 0 or > 64 || name.Any(char.IsControl) ? "is not 1 to 64 characters without control characters" : null;
}
