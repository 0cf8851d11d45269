using AuthMesh.Admin.Controls;
using AuthMesh.Admin.Entries;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Tests.Entries;

public class EntryAdministrationTests : ConsoleContext
{
    private readonly EntryKey alice = new(Effect.Allow, "user:alice", "read", "doc:/a");

    [Fact]
    public async Task Reading_is_refused_without_a_session()
    {
        SignOut();

        var page = await Get<EntryAdministration>().FindAsync(ListName.Default, EntryFilter.None, null);

        Assert.Equal(PageStateKind.NotAllowed, page.Trouble);
        Assert.Equal(0, Lists.Reads);
    }

    [Fact]
    public async Task Writing_is_refused_without_a_session()
    {
        SignOut();

        var write = await Get<EntryAdministration>().WriteAsync(ListName.Default, Change.Put(alice));

        Assert.Equal(WriteRejection.NotAllowed, Assert.IsType<WriteRejected>(write.Outcome).Code);
        Assert.Empty(Lists.Written);
        Assert.Null(write.Inverse);
    }

    [Fact]
    public async Task Receipts_are_refused_without_a_session()
    {
        SignOut();

        Assert.Null(await Get<EntryAdministration>().ReceiptsAsync(ListName.Default, new Dot(Ids.Writer("paris"), 1), default));
    }

    [Fact]
    public async Task A_cursor_that_is_none_of_ours_is_a_failure_and_no_crash()
    {
        Lists.Failure = new FormatException("not a cursor");

        var page = await Get<EntryAdministration>().FindAsync(ListName.Default, EntryFilter.None, "made up");

        Assert.Equal(PageStateKind.Failed, page.Trouble);
    }
}
