using AuthMesh.Admin.Setup;
using AuthMesh.Admin.Tests.Fakes;

namespace AuthMesh.Admin.Tests.Setup;

public class SetupCodeTests
{
    private readonly FakeTime time = new();
    private readonly SetupCode code;

    public SetupCodeTests() => code = new SetupCode(new FakeEntropy(), time);

    [Fact]
    public void The_code_is_four_groups_of_four() => Assert.Equal("0123-4567-89AB-CDEF", code.Text);

    [Theory]
    [InlineData("0123-4567-89AB-CDEF")]
    [InlineData("0123456789abcdef")]
    [InlineData(" o123 4567 89ab cdef ")]
    [InlineData("oi23-4567-89ab-cdef")]
    public void It_is_read_however_it_is_typed(string text) => Assert.Equal(SetupCodeCheck.Right, code.Check(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123-4567-89AB-CDE")]
    [InlineData("0123-4567-89AB-CDEG")]
    [InlineData("0123-4567-89AB-CDEF-0")]
    public void Anything_else_is_wrong(string? text) => Assert.Equal(SetupCodeCheck.Wrong, code.Check(text));

    [Fact]
    public void After_many_wrong_codes_even_the_right_one_waits()
    {
        for (var attempt = 0; attempt < SetupCode.FailureLimit; attempt++)
        {
            code.Check("wrong");
        }

        Assert.Equal(SetupCodeCheck.Wait, code.Check(code.Text));
        time.Move(SetupCode.Pause);
        Assert.Equal(SetupCodeCheck.Right, code.Check(code.Text));
    }
}
