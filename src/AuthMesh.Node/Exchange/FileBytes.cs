using System.Text;

namespace AuthMesh.Node.Exchange;

/// <summary>Reads a file whole, up to a limit, as strict UTF-8.</summary>
internal static class FileBytes
{
    /// <summary>The greatest size of a file. Its records take several times as much memory.</summary>
    public const int Most = 256 * 1024 * 1024;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FileSyntaxException">It is longer than <see cref="Most"/>.</exception>
    public static byte[] Read(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[128 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > Most)
            {
                throw new FileSyntaxException(new Position(1, 1), $"the file has more than {Most / (1024 * 1024)} MiB; import it in parts");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>The text, without a byte order mark.</summary>
    /// <exception cref="FileSyntaxException">It is not UTF-8.</exception>
    public static string Decode(byte[] bytes)
    {
        try
        {
            return _strict.GetString(WithoutMark(bytes));
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            throw new FileSyntaxException(new Position(line, 1), "this line is not UTF-8; save the file as UTF-8");
        }
    }

    /// <summary>The bytes behind a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
}
