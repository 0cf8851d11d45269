using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>So much a second, and a little saved up.</summary>
public sealed class AllowanceTests
{
    [Fact]
    public void However_often_it_is_asked_no_more_is_spent_than_was_saved_and_than_time_brings()
    {
        const int PerSecond = 10_000, Saved = 500, Page = 100, Seconds = 60;
        var allowance = new Allowance(PerSecond, Saved);
        var spent = 0;
        for (var now = 0L; now < Seconds * 1_000; now++)
        {
            while (allowance.HasLeft(now))
            {
                allowance.Spend(Page, now);
                spent += Page;
            }
        }

        Assert.InRange(spent, Seconds * PerSecond, (Seconds * PerSecond) + (Saved * PerSecond / 1_000) + Page);
    }

    [Fact]
    public void It_says_when_there_will_be_something_left()
    {
        var allowance = new Allowance(perSecond: 1_000, savedMilliseconds: 0);
        Assert.Null(allowance.NextAt(now: 5_000));
        allowance.Spend(300, now: 5_000);
        Assert.Equal(5_300, allowance.NextAt(now: 5_000));
        Assert.False(allowance.HasLeft(5_299));
        Assert.True(allowance.HasLeft(5_300));
    }

    [Fact]
    public void More_may_be_saved_up_from_now_on()
    {
        var allowance = new Allowance(perSecond: 1, savedMilliseconds: 1_000) { SavedMilliseconds = 4_000 };
        for (var spent = 0; spent < 5; spent++)
        {
            Assert.True(allowance.HasLeft(now: 60_000));
            allowance.Spend(1, now: 60_000);
        }

        Assert.False(allowance.HasLeft(now: 60_000));
    }
}
