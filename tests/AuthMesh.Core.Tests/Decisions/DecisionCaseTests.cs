namespace AuthMesh.Core.Tests.Decisions;

public sealed class DecisionCaseTests
{
    public static TheoryData<string> Cases => [.. DecisionCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_list_answers_as_its_case_says(string name)
    {
        var given = DecisionCase.Read(name);

        Assert.NotEmpty(given.Denied);
        Assert.All(given.Allowed, question => Assert.True(given.Answer(question), $"{question} must be allowed: {given.About}"));
        Assert.All(given.Denied, question => Assert.False(given.Answer(question), $"{question} must be denied: {given.About}"));
    }
}
