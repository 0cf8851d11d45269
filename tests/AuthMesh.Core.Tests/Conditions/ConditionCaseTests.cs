namespace AuthMesh.Core.Tests.Conditions;

public sealed class ConditionCaseTests
{
    public static TheoryData<string> Features => [.. ConditionCase.Features];

    [Theory]
    [MemberData(nameof(Features))]
    public void Conditions_say_what_their_case_file_says(string feature)
    {
        var cases = ConditionCase.Read(feature).ToList();

        Assert.NotEmpty(cases);
        var wrong = from one in cases
                    let answer = ConditionCase.Answer(one.Source, TestFacts.Alice)
                    where answer != one.Expected
                    select $"{one.Source} is {answer}, not {one.Expected}";
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }
}
