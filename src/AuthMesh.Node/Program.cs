using AuthMesh.Admin;
using AuthMesh.Node;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });

// In every environment, not only in Development: a no-op when published.
builder.WebHost.UseStaticWebAssets();
if (builder.Configuration["AuthMesh:Console:Url"] is { } consoleUrl)
{
    builder.WebHost.UseUrls(consoleUrl);
}

builder.Services.AddAdminConsole();

var app = builder.Build();

app.UseAntiforgery();
app.UseStaticFiles();
app.MapStaticAssets();
app.MapBlazorScript();
app.MapAdminConsole();

app.Run();
