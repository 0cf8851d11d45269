using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

public sealed class ChangeRulesTests
{
    private static readonly EntryKey _entry = new(Effect.Allow, "user:*", "read", "doc:/a/*");
    private static readonly MembershipKey _membership = new(new EntityRef("user:alice"), new EntityRef("group:ops"));
    private static readonly AttributeKey _attribute = new(new EntityRef("user:alice"), "role");

    [Fact]
    public void Well_formed_changes_may_be_written()
    {
        AssertFields([], Change.Put(_entry));
        AssertFields([], Change.Put(_entry with { Effect = Effect.Deny, Subject = "*", Action = "*", Resource = "*" }, new Details(new Window(1, 2), new string('n', 1024))));
        AssertFields([], Change.Put(_membership, new Details(new Window(1, long.MaxValue))));
        AssertFields([], Change.Put(_membership with { Child = EntityRef.Action("read"), Parent = EntityRef.Action("readers-group") }));
        AssertFields([], Change.Put(_attribute, new Details(Window.Always, Value: """{"a":[1,null]}""")));
        AssertFields([], Change.Remove(_entry));
        AssertFields([], Change.Remove(_membership));
        AssertFields([], Change.Remove(_attribute));
        AssertFields([], Change.Put(new ListDeclarationKey(ListName.Default)), ListName.Mesh);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once() =>
        AssertFields(
            ["effect", "subject", "action", "resource", "condition", "note", "expiresAt"],
            Change.Put(new EntryKey(default, "alice", "re*", "doc:", "tru"), new Details(new Window(5, 5), "a\nb")));

    [Fact]
    public void An_action_is_a_bare_name_and_one_that_is_not_can_be_removed()
    {
        AssertFields(["action"], Change.Put(_entry with { Action = "action:read" }));
        AssertFields([], Change.Put(_entry with { Action = "s3:GetObject" }));
        AssertFields([], Change.Remove(_entry with { Action = "action:read" }));
    }

    [Fact]
    public void Both_ends_of_a_membership_are_entities() =>
        AssertFields(["child", "parent"], Change.Put(new MembershipKey(new EntityRef("user:*"), new EntityRef("ops"))));

    [Fact]
    public void Missing_names_are_refused() => AssertFields(["child", "parent"], Change.Put(new MembershipKey(default, default)));

    [Fact]
    public void Nothing_is_a_member_of_itself() => AssertFields(["parent"], Change.Put(_membership with { Parent = _membership.Child }));

    [Fact]
    public void An_attribute_has_an_entity_a_name_and_a_canonical_value()
    {
        AssertFields(["entity", "name", "value"], Change.Put(new AttributeKey(new EntityRef("*"), ""), new Details(Window.Always, Value: "{")));
        AssertFields(["value"], Change.Put(_attribute));
        AssertFields(["value"], Change.Put(_attribute, new Details(Window.Always, Value: "1.0")));
        AssertFields(["notBefore", "expiresAt"], Change.Put(_attribute, new Details(new Window(1, 2), Value: "1")));
    }

    [Fact]
    public void Only_attributes_have_a_value()
    {
        AssertFields(["value"], Change.Put(_entry, new Details(Window.Always, Value: "1")));
        AssertFields(["value"], Change.Put(_membership, new Details(Window.Always, Value: "1")));
    }

    [Fact]
    public void A_note_is_bounded_text_without_control_characters()
    {
        AssertFields(["note"], Change.Put(_entry, new Details(Window.Always, new string('n', 1025))));
        AssertFields(["note"], Change.Put(_entry, new Details(Window.Always, new string('é', 513))));
        AssertFields(["note"], Change.Put(_entry, new Details(Window.Always, "\u0085")));
        AssertFields(["note"], Change.Put(_entry, new Details(Window.Always, "\ud800")));
    }

    [Fact]
    public void A_window_that_holds_no_instant_is_refused()
    {
        AssertFields(["expiresAt"], Change.Put(_entry, new Details(new Window(2, 1))));
        AssertFields(["expiresAt"], Change.Put(_membership, new Details(new Window(2, 2))));
    }

    [Fact]
    public void A_condition_that_compiles_may_be_written_as_it_stands() =>
        AssertFields([], Change.Put(_entry with { Condition = "resource.properties.owner  ==  subject.id // whoever wrote it" }));

    [Fact]
    public void A_condition_that_does_not_compile_is_refused_with_the_column() =>
        Assert.Equal(
            new ChangeError("condition", "is refused at column 13: found 'and' where the condition should end or an operator stand"),
            Assert.Single(ChangeRules.Check(ListName.Default, Change.Put(_entry with { Condition = "context.mfa and true" }))));

    [Theory]
    [InlineData(" ")]
    [InlineData("'e\u0301' == subject.id")]
    [InlineData("'\u0000' == subject.id")]
    [InlineData("'\u202e' == subject.id")]
    public void A_condition_is_text_of_one_form_that_shows(string condition) => AssertFields(["condition"], Change.Put(_entry with { Condition = condition }));

    [Fact]
    public void A_condition_is_Unicode_text() => AssertFields(["condition"], Change.Put(_entry with { Condition = "'\ud800' == subject.id" }));

    [Fact]
    public void A_condition_is_bounded()
    {
        var longest = "true // " + new string('x', 4088);

        AssertFields([], Change.Put(_entry with { Condition = longest }));
        AssertFields(["condition"], Change.Put(_entry with { Condition = longest + "x" }));
        AssertFields(["condition"], Change.Put(_entry with { Condition = "true // " + new string('é', 2045) }));
    }

    [Fact]
    public void What_would_be_refused_now_can_still_be_removed() => AssertFields([], Change.Remove(_entry with { Condition = "not a condition" }));

    [Fact]
    public void A_removal_names_what_could_be_there() => AssertFields(["subject"], Change.Remove(_entry with { Subject = "alice" }));

    [Fact]
    public void Access_records_and_the_roster_keep_apart()
    {
        AssertFields(["op"], Change.Put(_entry), ListName.Mesh);
        AssertFields(["op"], Change.Remove(_membership), ListName.Mesh);
        AssertFields(["op"], Change.Put(_attribute, new Details(Window.Always, Value: "1")), ListName.Mesh);
        AssertFields(["op"], Change.Put(new NodeAdmissionKey(new NodeId(default))));
        AssertFields(["op"], Change.Put(new NodeDescriptionKey(new NodeId(default))));
        AssertFields(["op"], Change.Put(new ListDeclarationKey(ListName.Default)));
    }

    [Fact]
    public void Fields_that_this_version_does_not_know_are_not_written_by_it()
    {
        AssertFields(["op"], Change.Put(_entry with { Unknown = "7a01" }));
        AssertFields(["op"], Change.Put(_membership with { Unknown = "7a01" }));
        AssertFields(["op"], Change.Put(_attribute with { Unknown = "7a01" }, new Details(Window.Always, Value: "1")));
    }

    private static void AssertFields(string[] fields, Change change, ListName? list = null) =>
        Assert.Equal(fields.Order(), ChangeRules.Check(list ?? ListName.Default, change).Select(error => error.Field).Order());
}
