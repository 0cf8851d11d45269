using AuthMesh.Admin.Live;
using AuthMesh.Admin.Tests.Fakes;

namespace AuthMesh.Admin.Tests.Live;

public class CoalescerTests
{
    private readonly FakeTime time = new();
    private int runs;

    [Fact]
    public void The_first_signal_acts_at_once()
    {
        using var coalescer = Counting();

        coalescer.Signal();
        time.Move(TimeSpan.Zero);

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Any_number_of_signals_acts_at_most_four_times_a_second()
    {
        using var coalescer = Counting();

        for (var millisecond = 0; millisecond < 999; millisecond++)
        {
            coalescer.Signal();
            time.Move(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(4, runs);
    }

    [Fact]
    public void The_last_signal_is_never_lost()
    {
        using var coalescer = Counting();
        coalescer.Signal();
        time.Move(TimeSpan.FromMilliseconds(10));
        coalescer.Signal();

        time.Move(Coalescer.Interval);

        Assert.Equal(2, runs);
    }

    [Fact]
    public void A_signal_during_a_run_leads_to_one_more()
    {
        Coalescer? coalescer = null;
        coalescer = new Coalescer(time, () =>
        {
            if (++runs == 1)
            {
                coalescer!.Signal();
                coalescer.Signal();
            }

            return Task.CompletedTask;
        });

        coalescer.Signal();
        time.Move(TimeSpan.FromSeconds(5));

        Assert.Equal(2, runs);
        coalescer.Dispose();
    }

    [Fact]
    public void A_run_that_took_long_is_given_a_longer_rest()
    {
        var slow = TimeSpan.FromMilliseconds(400);
        using var coalescer = new Coalescer(time, () =>
        {
            runs++;
            time.Advance(slow);
            return Task.CompletedTask;
        });
        coalescer.Signal();
        time.Move(TimeSpan.Zero);
        coalescer.Signal();

        time.Move(TimeSpan.FromSeconds(3.9));
        Assert.Equal(1, runs);
        time.Move(TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Nothing_runs_after_disposal()
    {
        var coalescer = Counting();
        coalescer.Signal();

        coalescer.Dispose();
        time.Move(TimeSpan.FromSeconds(1));

        Assert.Equal(0, runs);
    }

    private Coalescer Counting() => new(time, () =>
    {
        runs++;
        return Task.CompletedTask;
    });
}
