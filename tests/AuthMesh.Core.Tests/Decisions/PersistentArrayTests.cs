using AuthMesh.Core.Decisions;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class PersistentArrayTests
{
    [Fact]
    public void A_place_that_was_never_set_holds_nothing()
    {
        var array = PersistentArray<string>.Empty;

        Assert.Null(array[0]);
        Assert.Null(array[int.MaxValue]);
    }

    [Fact]
    public void Changes_show_in_the_new_array_and_not_in_the_old_one()
    {
        var first = PersistentArray<string>.Empty.Edit();
        first[3] = "three";
        first[5_000] = "many";
        var before = first.Done();

        var second = before.Edit();
        second[3] = "another";
        second[5_000] = null;
        second[70_000] = "more";
        var after = second.Done();

        Assert.Equal(("three", "many", null), (before[3], before[5_000], before[70_000]));
        Assert.Equal(("another", null, "more"), (after[3], after[5_000], after[70_000]));
        Assert.Null(after[2_000]);
    }
}
