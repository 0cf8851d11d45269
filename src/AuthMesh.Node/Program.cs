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

// The root's wwwroot/, before routing: otherwise a build's fallback for static assets answers, with a warning each time.
app.UseStaticFiles();
app.UseRouting();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapBlazorScript();
app.MapAdminConsole();

app.Run();
