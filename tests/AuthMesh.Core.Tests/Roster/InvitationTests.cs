using System.Security.Cryptography;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Roster;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Roster;

public sealed class InvitationTests
{
    private static readonly Invitation Sample = Make(16, "https://paris.example:7443");

    [Fact]
    public void What_is_written_is_read_back_whole()
    {
        var cases =
            from secret in Gen.Choose(Invitation.MinSecret, Invitation.MaxSecret)
            from host in Gen.Elements("https://paris:7443", "https://10.1.2.3", "https://[::1]:65535", "https://é.example:1")
            from expiry in Gen.Choose(0, int.MaxValue)
            select Make(secret, host) with { ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(expiry * 1000L) };

        Prop.ForAll(cases.ToArbitrary(), expected =>
        {
            Assert.True(Invitation.TryParse(expected.ToString(), out var read, out var error), error);
            Assert.Equal(expected.Mesh, read.Mesh);
            Assert.Equal(expected.Steward, read.Steward);
            Assert.Equal(expected.Address, read.Address);
            Assert.Equal(expected.Id, read.Id);
            Assert.True(expected.Secret.Span.SequenceEqual(read.Secret.Span));
            Assert.Equal(expected.ExpiresAt, read.ExpiresAt);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void It_is_one_word_that_a_shell_does_not_touch() =>
        Assert.Matches("^authmesh1-[A-Za-z0-9_-]+$", Sample.ToString());

    [Fact]
    public void Line_breaks_and_blanks_of_a_mail_do_no_harm()
    {
        var text = Sample.ToString();
        var mailed = " " + text[..60] + "\r\n  " + text[60..] + "\n";

        Assert.True(Invitation.TryParse(mailed, out var read, out _));
        Assert.Equal(Sample.Steward, read.Steward);
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var text = Sample.ToString();
        for (var at = Invitation.Prefix.Length; at < text.Length; at++)
        {
            var damaged = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];

            Assert.False(Invitation.TryParse(damaged, out var read, out var error), $"character {at}");
            Assert.Null(read);
            Assert.Contains("damaged", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        var text = Sample.ToString();
        for (var length = 0; length < text.Length; length++)
        {
            Assert.False(Invitation.TryParse(text[..length], out _, out var error));
            Assert.NotEmpty(error);
        }
    }

    [Theory]
    [InlineData(null, "not an invitation")]
    [InlineData("", "not an invitation")]
    [InlineData("https://paris:7443", "not an invitation")]
    [InlineData("authmesh2-AAAA", "does not know")]
    [InlineData("authmesh1-", "damaged")]
    [InlineData("authmesh1-????", "damaged")]
    public void Other_texts_are_refused_with_a_reason(string? text, string reason)
    {
        Assert.False(Invitation.TryParse(text, out _, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_text_is_refused() =>
        Assert.False(Invitation.TryParse(Invitation.Prefix + new string('A', 1_000_000), out _, out _));

    [Fact]
    public void A_guessable_secret_cannot_be_put_in() =>
        Assert.Throws<ArgumentException>(() => Make(15, "https://paris:7443"));

    [Theory]
    [InlineData("http://paris:7443")]
    [InlineData("paris:7443")]
    [InlineData("")]
    public void An_address_that_is_not_https_cannot_be_put_in(string address) =>
        Assert.Throws<ArgumentException>(() => Make(16, address));

    private static Invitation Make(int secret, string address) => new(
        new MeshId(new Hash256(RandomNumberGenerator.GetBytes(32))),
        new NodeId(new Hash256(RandomNumberGenerator.GetBytes(32))),
        address,
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        RandomNumberGenerator.GetBytes(secret),
        DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123));
}
