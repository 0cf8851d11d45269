using AuthMesh.Admin.Overview;
using Bunit;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace AuthMesh.Admin.Tests;

public class OverviewPageTests : BunitContext
{
    public OverviewPageTests()
    {
        Services.AddRadzenComponents();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void A_click_is_counted()
    {
        var page = Render<OverviewPage>();

        page.Find("button").Click();

        page.Find("[role=status]").MarkupMatches("""<p role="status">Clicked 1 times</p>""");
    }
}
