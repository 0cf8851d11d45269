using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Roster;

/// <summary>What a newcomer needs to find a steward, to know it is the right one, and to be let in: one pasteable string.</summary>
/// <remarks>
/// <c>authmesh1-</c> and the base64url of: mesh id (32 bytes), steward's id (32), invitation id (16), expiry (8, Unix milliseconds, big-endian),
/// length of the secret (1), secret, address (UTF-8), and the first 4 bytes of the SHA-256 of all that, so that a damaged paste is noticed before anybody is dialled.
/// The string contains the secret: whoever has it can use it, so it does not belong in a log.
/// </remarks>
/// <param name="Mesh">The mesh to join.</param>
/// <param name="Steward">The node that answers at <paramref name="Address"/>: its TLS key must have this id.</param>
/// <param name="Address">An https address, such as <c>https://paris:7443</c>.</param>
/// <param name="Id">32 lower-case hexadecimal digits; names the invitation, proves nothing.</param>
/// <param name="Secret">16 to 32 random bytes.</param>
/// <param name="ExpiresAt">By the steward's clock; to the millisecond.</param>
public sealed record Invitation(MeshId Mesh, NodeId Steward, string Address, string Id, ReadOnlyMemory<byte> Secret, DateTimeOffset ExpiresAt)
{
    /// <summary>What every invitation of this form begins with.</summary>
    public const string Prefix = "authmesh1-";

    /// <summary>Bounds of the secret, in bytes.</summary>
    public const int MinSecret = 16, MaxSecret = 32;

    /// <summary>Longest address, in bytes of UTF-8.</summary>
    public const int MaxAddress = 512;

    private const int IdSize = 16, ExpirySize = 8, ChecksumSize = 4;
    private const int FixedSize = Hash256.Size + Hash256.Size + IdSize + ExpirySize + 1;
    private const int MaxText = 1200;

    public string Address { get; } = IsAddress(Address) ? Address : throw new ArgumentException($"Not an https address: '{Address}'.", nameof(Address));

    public string Id { get; } = IsId(Id) ? Id : throw new ArgumentException("An invitation id has 32 lower-case hexadecimal digits.", nameof(Id));

    public ReadOnlyMemory<byte> Secret { get; } = Secret.Length is >= MinSecret and <= MaxSecret
        ? Secret
        : throw new ArgumentException($"A secret has {MinSecret} to {MaxSecret} bytes.", nameof(Secret));

    /// <summary>The pasteable string, secret included.</summary>
    public override string ToString()
    {
        var address = Encoding.UTF8.GetBytes(Address);
        var bytes = new byte[FixedSize + Secret.Length + address.Length + ChecksumSize];
        Mesh.Value.CopyTo(bytes);
        Steward.Value.CopyTo(bytes.AsSpan(32));
        Convert.FromHexString(Id).CopyTo(bytes, 64);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(80), ExpiresAt.ToUnixTimeMilliseconds());
        bytes[88] = (byte)Secret.Length;
        Secret.Span.CopyTo(bytes.AsSpan(FixedSize));
        address.CopyTo(bytes, FixedSize + Secret.Length);
        SHA256.HashData(bytes.AsSpan(..^ChecksumSize)).AsSpan(..ChecksumSize).CopyTo(bytes.AsSpan(^ChecksumSize..));
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the pasteable string; blanks and line breaks that a mail or terminal put in are ignored.</summary>
    /// <param name="error">For the person who pasted it: a sentence on what is wrong; null when it was read.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Invitation? invitation, [NotNullWhen(false)] out string? error)
    {
        invitation = null;
        error = Read(text ?? "", ref invitation);
        return invitation is not null;
    }

    private static string? Read(string text, ref Invitation? invitation)
    {
        var clean = text.Length <= 2 * MaxText ? string.Concat(text.Where(c => !char.IsWhiteSpace(c))) : text;
        if (!clean.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return clean.StartsWith("authmesh", StringComparison.Ordinal)
                ? "This invitation has a form that this version does not know."
                : $"This is not an invitation: it does not begin with '{Prefix}'.";
        }

        if (clean.Length > MaxText || Decode(clean.AsSpan(Prefix.Length)) is not { } bytes)
        {
            return "The invitation is damaged: copy it again, whole.";
        }

        var secretSize = bytes[FixedSize - 1];
        if (secretSize is < MinSecret or > MaxSecret || bytes.Length <= FixedSize + secretSize)
        {
            return "The invitation is malformed: ask for a new one.";
        }

        var address = Encoding.UTF8.GetString(bytes[(FixedSize + secretSize)..]);
        var expiry = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(80));
        if (!IsAddress(address) || expiry < 0 || expiry > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return "The invitation is malformed: ask for a new one.";
        }

        invitation = new Invitation(
            new MeshId(new Hash256(bytes.AsSpan(0, 32))),
            new NodeId(new Hash256(bytes.AsSpan(32, 32))),
            address,
            Convert.ToHexStringLower(bytes.AsSpan(64, IdSize)),
            bytes.AsMemory(FixedSize, secretSize),
            DateTimeOffset.FromUnixTimeMilliseconds(expiry));
        return null;
    }

    /// <summary>The bytes before the checksum; null when it does not fit.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != System.Buffers.OperationStatus.Done || length < FixedSize + ChecksumSize)
        {
            return null;
        }

        var content = bytes.AsSpan(0, length - ChecksumSize);
        var checksum = bytes.AsSpan(content.Length, ChecksumSize);
        return SHA256.HashData(content).AsSpan(..ChecksumSize).SequenceEqual(checksum) ? content.ToArray() : null;
    }

    private static bool IsId(string? id) => id is { Length: 2 * IdSize } && id.All(char.IsAsciiHexDigitLower);

    private static bool IsAddress(string? address) =>
        address is not null && Encoding.UTF8.GetByteCount(address) <= MaxAddress &&
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0;
}
