using AuthMesh.Core.Decisions;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class PersistentArrayTests
{
    [Fact]
    public void A_place_that_was_never_set_holds_the_default()
    {
        var array = PersistentArray<int>.Empty;

        Assert.Equal(0, array[0]);
        Assert.Equal(0, array[int.MaxValue]);
    }

    [Fact]
    public void Changes_show_in_the_new_array_and_not_in_the_old_one()
    {
        var first = PersistentArray<int>.Empty.Edit();
        first[3] = 3;
        first[5_000] = 5;
        var before = first.Done();

        var second = before.Edit();
        second[3] = 33;
        second[5_000] = 0;
        second[70_000] = 7;
        var after = second.Done();

        Assert.Equal((3, 5, 0), (before[3], before[5_000], before[70_000]));
        Assert.Equal((33, 0, 7), (after[3], after[5_000], after[70_000]));
        Assert.Equal(0, after[2_000]);
    }

    [Fact]
    public void Without_a_change_it_is_the_same_array()
    {
        var edited = PersistentArray<int>.Empty.Edit();
        edited[3] = 3;
        var array = edited.Done();

        Assert.Same(array, array.Edit().Done());
    }
}
