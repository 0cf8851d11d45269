using AuthMesh.Core.Decisions;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class PlaceTests
{
    private static readonly Clauses _conditional = default(Clauses).With(Clause.Of("true"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Memberships_are_told_as_they_were_put_and_stand_in_the_place_itself_while_there_are_one_or_two(int count)
    {
        var parents = default(CompactMap<int, Clauses>);
        for (var parent = 0; parent < count; parent++)
        {
            parents = parents.Set(parent, Clauses.OnlyPlain);
        }

        var place = default(Place).WithParents(parents);

        Assert.Equal(count, place.Parents.Count);
        Assert.All(Enumerable.Range(0, count), parent => Assert.True(place.Parents.TryGetValue(parent, out _)));
        Assert.Equal(count <= 2, place.HasPlainParents(out _, out _));
        Assert.True(place.Allows.IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_allow_entry_is_told_as_it_was_put_whichever_side_is_opposite(bool isResource)
    {
        var opposite = Opposite.Of(0, 0, isResource);

        var place = default(Place).WithAllows(default(CompactMap<Opposite, Clauses>).Set(opposite, Clauses.OnlyPlain));

        Assert.True(place.HasPlainAllow(out var only));
        Assert.Equal((opposite, isResource, 0), (only, only.IsResource, only.Number));
        Assert.True(place.Allows.TryGetValue(opposite, out _));
        Assert.True(place.Parents.IsEmpty);
    }

    [Fact]
    public void What_has_a_condition_or_company_does_not_stand_in_the_place_itself_and_is_not_lost()
    {
        var opposite = Opposite.Of(1, 2, isResource: false);
        var plain = default(Place).WithAllows(default(CompactMap<Opposite, Clauses>).Set(opposite, Clauses.OnlyPlain));
        var inCompany = plain.WithParents(default(CompactMap<int, Clauses>).Set(7, Clauses.OnlyPlain));
        var conditional = default(Place).WithAllows(default(CompactMap<Opposite, Clauses>).Set(opposite, _conditional));

        Assert.False(inCompany.HasPlainAllow(out _) || inCompany.HasPlainParents(out _, out _) || conditional.HasPlainAllow(out _));
        Assert.True(inCompany.Allows.TryGetValue(opposite, out _) && inCompany.Parents.TryGetValue(7, out _));
        Assert.True(conditional.Allows.TryGetValue(opposite, out var clauses) && !clauses.IsOnlyPlain);
        Assert.True(inCompany.WithParents(default).HasPlainAllow(out _));
    }
}
