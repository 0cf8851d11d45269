using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;

namespace AuthMesh.Admin.Setup;

/// <summary>What came of showing a setup code.</summary>
internal enum SetupCodeCheck
{
    Right,
    Wrong,

    /// <summary>Too many wrong codes: not looked at.</summary>
    Wait,
}

/// <summary>The one-time code that proves, at the first setup, that the person may read this machine's log. A new one for each start of the node.</summary>
internal sealed class SetupCode
{
    /// <summary>Wrong codes after which all have to wait.</summary>
    public const int FailureLimit = 10;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Crockford's base 32: no I, L, O, U. Sixteen of them are 80 bits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Digits = 16, Group = 4;

    private readonly TimeProvider time;
    private readonly byte[] expected;
    private readonly Lock gate = new();
    private int failures;
    private DateTimeOffset pausedUntil;

    public SetupCode(IEntropy entropy, TimeProvider time)
    {
        this.time = time;
        var random = new byte[Digits];
        entropy.Fill(random);
        var digits = string.Concat(random.Select(b => Alphabet[b & 31]));
        expected = Encoding.ASCII.GetBytes(digits);
        Text = string.Join('-', digits.Chunk(Group).Select(group => new string(group)));
    }

    /// <summary>As shown: four groups of four.</summary>
    public string Text { get; }

    /// <summary>Compares in constant time, however the code is typed: any case, with or without dashes and blanks, O for 0 and I or L for 1.</summary>
    public SetupCodeCheck Check(string? text)
    {
        lock (gate)
        {
            if (time.GetUtcNow() < pausedUntil)
            {
                return SetupCodeCheck.Wait;
            }

            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Normalise(text)), expected))
            {
                failures = 0;
                return SetupCodeCheck.Right;
            }

            if (++failures >= FailureLimit)
            {
                failures = 0;
                pausedUntil = time.GetUtcNow() + Pause;
            }

            return SetupCodeCheck.Wrong;
        }
    }

    private static string Normalise(string? text) =>
        string.Concat((text is { Length: <= 100 } ? text : "").Where(c => c is not ('-' or ' ')).Select(char.ToUpperInvariant))
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
