using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>How long a far end may owe a word.</summary>
public sealed class SilenceTests
{
    private const int Patience = 300, AcrossAnOcean = 400;
    private readonly Silence _silence = new();

    [Fact]
    public void A_far_end_that_is_known_to_be_slow_is_waited_for_longer_after_many_quick_words_too()
    {
        Answer(at: 0, after: AcrossAnOcean);
        for (var i = 1; i <= 100; i++)
        {
            Answer(at: i * 1_000, after: 5);
        }

        _silence.Expect(now: 200_000);
        Assert.True(_silence.Deadline(Patience) > 200_000 + AcrossAnOcean);
    }

    [Fact]
    public void One_that_was_slow_once_is_waited_for_no_longer_than_others_after_a_thousand_quick_words()
    {
        Answer(at: 0, after: AcrossAnOcean);
        for (var i = 1; i <= 1_000; i++)
        {
            Answer(at: i * 1_000, after: 5);
        }

        _silence.Expect(now: 2_000_000);
        Assert.Equal(2_000_000 + Patience, _silence.Deadline(Patience));
    }

    [Fact]
    public void What_stood_still_for_long_is_not_taken_for_slow()
    {
        Answer(at: 0, after: 10_000);
        _silence.Expect(now: 20_000);
        Assert.InRange(_silence.Deadline(Patience)!.Value, 20_000 + Patience, 20_000 + 1_500);
    }

    private void Answer(long at, long after)
    {
        _silence.Expect(at);
        _silence.Heard(at + after);
    }
}
