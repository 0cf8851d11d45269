using AuthMesh.Core.Decisions;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class NumberSetTests
{
    [Fact]
    public void It_holds_each_number_once_in_the_order_in_which_they_came_however_often_it_is_used_again()
    {
        var set = new NumberSet();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300), Prop.ForAll((byte[] bytes) =>
        {
            var tape = new Tape(bytes);
            var expected = new List<int>();
            set.Clear();
            while (!tape.AtEnd)
            {
                var number = tape.Next(256) * (tape.OneIn(2) ? 1 : 65_536);
                Assert.Equal(!expected.Contains(number), set.Add(number));
                expected = [.. expected.Union([number])];
                Assert.Equal(expected.Contains(number + 1), set.Contains(number + 1));
            }

            Assert.Equal(expected, Enumerable.Range(0, set.Count).Select(place => set[place]));
        }));
    }
}
