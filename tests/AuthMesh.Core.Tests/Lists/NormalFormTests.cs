using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

/// <summary>Cases in the manner of Unicode's NormalizationTest.txt. They hold on a machine without ICU, which is where string.IsNormalized fails.</summary>
public sealed class NormalFormTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\u00e9")]
    [InlineData("\u00c5ngstr\u00f6m")]
    [InlineData("q\u0307\u0323x", false)] // dot above before dot below: out of order
    [InlineData("q\u0323\u0307x")] // in order, and nothing to compose into
    [InlineData("e\u0301", false)]
    [InlineData("\u212b", false)] // Angstrom sign, a singleton
    [InlineData("\u1e0b\u0323", false)] // d with dot above, then dot below: composes the other way round
    [InlineData("\u1e0d\u0307")]
    [InlineData("\u00e9\u0327", false)] // the cedilla belongs before the acute
    [InlineData("\u0229\u0301")]
    [InlineData("a\u05b0\u0301", false)] // the vowel point sorts first and does not block
    [InlineData("a\u0300\u05b0", false)]
    [InlineData("a\u0305\u0301")] // the overline, of the same class, blocks the accent
    [InlineData("\u0301a")] // a mark with nothing before it
    [InlineData("a\u0345\u0345\u0301", false)]
    [InlineData("\u0344", false)] // decomposes and is excluded from composition
    [InlineData("\u0958", false)]
    [InlineData("\u0915\u093c")] // would compose into the excluded one above
    [InlineData("\u09c7\u09be", false)] // two starters that compose
    [InlineData("\u1100\u1161", false)]
    [InlineData("\uac00\u11a8", false)]
    [InlineData("\uac00")]
    [InlineData("\uac01\u11a8")] // complete already
    [InlineData("\uac00\u0301\u11a8")] // blocked by the accent
    [InlineData("\u1100\u0301\u1161")]
    [InlineData("\ufb1d", false)]
    [InlineData("\uf900", false)] // compatibility ideograph with a canonical singleton
    [InlineData("\u304b\u3099", false)]
    [InlineData("\u304c")]
    [InlineData("\ufb01")] // a ligature is a matter of compatibility, not of form C
    [InlineData("\U0001D15E", false)]
    [InlineData("\U0001F600")]
    [InlineData("\U00011099\U000110BA", false)]
    [InlineData("\U0001109A")]
    [InlineData("\u0378")] // not assigned
    public void Text_is_in_form_C_when_composing_it_changes_nothing(string text, bool expected = true) => Assert.Equal(expected, NormalForm.IsC(text));

    [Fact]
    public void Lone_surrogates_are_no_text()
    {
        Assert.False(NormalForm.IsC("\ud83d"));
        Assert.False(NormalForm.IsC("a\ude00b"));
    }
}
