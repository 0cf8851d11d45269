using System.Net;
using AngleSharp.Dom;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Tests.Setup;

public sealed class SetupPageTests : IAsyncLifetime
{
    private ConsoleServer console = null!;

    public async ValueTask InitializeAsync() => console = await ConsoleServer.StartAsync();

    public ValueTask DisposeAsync() => console.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/entries")]
    [InlineData("/sign-in")]
    public async Task Every_way_into_a_new_node_leads_to_its_setup(string path)
    {
        var response = await console.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/setup", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_administrator_is_created_and_signed_in()
    {
        var response = await SubmitAsync();

        Assert.Equal(("anna", "correct horse battery"), console.Accounts.Administrator);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await console.GetAsync("/entries")).StatusCode);
        Assert.Null(console.Notice.Posted);
        Assert.Empty(console.Mesh.Asked);
    }

    [Fact]
    public async Task The_node_gets_the_name_and_address_that_were_asked_for()
    {
        await SubmitAsync(("NodeName", "paris-1"), ("NodeAddress", "https://paris-1.example.com:7443"));

        Assert.Equal(["describe paris-1 https://paris-1.example.com:7443 by admin:anna"], console.Mesh.Asked);
    }

    [Fact]
    public async Task With_an_invitation_the_node_joins()
    {
        await SubmitAsync(("Invitation", " authmesh-join-1-abc "));

        Assert.Equal(["join authmesh-join-1-abc"], console.Mesh.Asked);
    }

    [Fact]
    public async Task When_joining_fails_the_administrator_stands_and_is_told()
    {
        console.Mesh.Answer = new MeshOutcome("unreachable", "lyon.example.com did not answer.");

        var response = await SubmitAsync(("Invitation", "authmesh-join-1-abc"));

        Assert.Contains("lyon.example.com did not answer.", await AlertAsync(response), StringComparison.Ordinal);
        Assert.NotNull(console.Accounts.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await console.GetAsync("/nodes")).StatusCode);
    }

    [Fact]
    public async Task Without_the_code_nothing_is_created()
    {
        var page = await ConsoleServer.ReadAsync(await SubmitAsync(("Code", "0000-0000-0000-0000")));

        Assert.StartsWith("This is not the code", Found.Text(page.QuerySelector("#code-error")!), StringComparison.Ordinal);
        Assert.Null(console.Accounts.Administrator);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept_but_for_passwords()
    {
        var page = await ConsoleServer.ReadAsync(await SubmitAsync(("Name", ""), ("PasswordAgain", "other"), ("NodeAddress", "http://plain"), ("NodeName", "lyon-2")));

        Assert.Equal(["name-error", "again-error", "address-error"], page.QuerySelectorAll(".am-error").Select(error => error.Id));
        Assert.Equal("lyon-2", page.QuerySelector("#node")!.GetAttribute("value"));
        Assert.All(page.QuerySelectorAll("[type=password]"), field => Assert.True(string.IsNullOrEmpty(field.GetAttribute("value"))));
    }

    [Fact]
    public async Task A_weak_password_is_refused_with_the_reason()
    {
        var response = await SubmitAsync(("Password", "short"), ("PasswordAgain", "short"));

        Assert.Contains("The password is too short.", await AlertAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_there_is_an_administrator_the_page_is_gone()
    {
        console.Accounts.Administrator = ("anna", "correct horse battery");

        Assert.EndsWith("/sign-in", (await console.GetAsync("/setup")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_open_when_somebody_else_was_first_creates_nobody()
    {
        var open = await ConsoleServer.ReadAsync(await console.GetAsync("/setup"));
        console.Accounts.Administrator = ("anna", "correct horse battery");
        var hidden = open.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);

        await console.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/setup")
        {
            Content = new FormUrlEncodedContent([.. hidden, new("Form.Code", console.Notice.Posted!), new("Form.Name", "mallory"), new("Form.Password", "mallory mallory"), new("Form.PasswordAgain", "mallory mallory")]),
        });

        Assert.Equal("anna", console.Accounts.Administrator?.Name);
    }

    [Fact]
    public async Task A_post_without_the_forms_token_is_refused()
    {
        var response = await console.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/setup")
        {
            Content = new FormUrlEncodedContent([new("_handler", "setup"), new("Form.Code", console.Notice.Posted!)]),
        });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private Task<HttpResponseMessage> SubmitAsync(params (string Name, string Value)[] changed)
    {
        var fields = new Dictionary<string, string>
        {
            ["Code"] = console.Notice.Posted ?? "",
            ["Name"] = "anna",
            ["Password"] = "correct horse battery",
            ["PasswordAgain"] = "correct horse battery",
        };
        foreach (var (name, value) in changed)
        {
            fields[name] = value;
        }

        return console.SubmitAsync("/setup", [.. fields.Select(field => (field.Key, field.Value))]);
    }

    private static async Task<string> AlertAsync(HttpResponseMessage response) =>
        Found.Text((await ConsoleServer.ReadAsync(response)).QuerySelector("[role=alert]")!);
}
