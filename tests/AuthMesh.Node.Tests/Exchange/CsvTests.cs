using System.Text;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Csv;

namespace AuthMesh.Node.Tests.Exchange;

public sealed class CsvTests
{
    [Fact]
    public void A_table_by_a_person_needs_only_the_columns_that_it_fills()
    {
        var content = Read("\ufeffkind,child,parent,effect,subject,action,resource,entity,name,value,note\r\n" +
            "membership,user:alice,group:ops,,,,,,,,\r\n" +
            "entry,,,allow,group:ops,read,doc:/plans/*,,,,\"say \"\"yes\"\"\r\n\"\r\n" +
            ",,,,,,,,,,\r\n" +
            "attribute,,,,,,,user:bob,level,'-3,'=x\r\n");

        Assert.Equal(["f:3:11: note has a control character"], content.Problems.Kept.Select(problem => problem.ToString()));
        Assert.Equal(
            [(new MembershipKey(new("user:alice"), new("group:ops")), ""), ((RecordKey)new AttributeKey(new("user:bob"), "level"), "-3")],
            content.Records.Select(record => (record.Key, record.Details.Value)));
        Assert.Equal("=x", content.Records.Last().Details.Note);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_line_and_column()
    {
        var content = Read("""
            kind,effect,subject,action,resource,child,value,expiresAt
            entry,permit,alice,read,doc:a,,,
            entry,allow,user:a,read,doc:a,user:b,,tomorrow
            group,,,,,,,
            attribute,,,,,,admin,
            entry,allow,user:a
            """);

        Assert.Equal(
            [
                "f:2:2: effect is 'permit'; allowed are allow, deny",
                "f:3:6: child is not for the kind 'entry'; allowed are effect, subject, action, resource, condition, notBefore, expiresAt, note",
                "f:3:8: expiresAt is not an RFC 3339 time with at most milliseconds, e.g. 2030-01-31T08:00:00Z",
                "f:4:1: kind is 'group'; allowed are entry, membership, attribute",
                "f:5:7: value is not the JSON that is allowed here",
                "f:6:4: has 3 cells; the first line has 8",
            ],
            content.Problems.Kept.Select(problem => problem.ToString() is var told && told.StartsWith("f:5:7: value is not the JSON that is allowed here", StringComparison.Ordinal) ? told[..49] : told));
    }

    [Theory]
    [InlineData("", "1:1", "is empty")]
    [InlineData("kind;effect;subject", "1:1", "parted by semicolons")]
    [InlineData("kind,colour", "1:2", "'colour' is no column")]
    [InlineData("kind,effect,effect", "1:3", "stands here twice")]
    [InlineData("effect,subject", "1:1", "'kind' is missing")]
    [InlineData("kind,note\nentry,a\"b", "2:1", "is not CSV")]
    [InlineData("kind,note\nentry,\"ab", "2:1", "is not CSV")]
    public void What_is_no_table_of_records_is_refused(string text, string place, string message)
    {
        var problem = Assert.Single(Read(text).Problems.Kept);

        Assert.Equal(place, problem.At.ToString());
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void A_row_without_end_is_refused_early()
    {
        var problem = Assert.Single(Read("kind,note\nentry,\"" + new string('x', 10_000_000)).Problems.Kept);

        Assert.Equal(2, problem.At.Line);
    }

    private static FileContent Read(string text) => CsvReader.Read("f", Encoding.UTF8.GetBytes(text));
}
