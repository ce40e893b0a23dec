using Headroom.EndToEnd.Tests.Stack;
using Microsoft.Playwright;

namespace Headroom.EndToEnd.Tests.Portal;

/// <summary>The portal in a real browser. One class, since the sign-in link works once for the whole run.</summary>
[Collection(StackTests.Name)]
public sealed partial class PortalTests(RunningStack stack, PortalBrowser browser) : IClassFixture<PortalBrowser>
{
    private const string ChatPage = "/autoscalers/default/chat";

    [Fact]
    public async Task SignInLink_Twice_WorksOnce()
    {
        await using var first = await browser.OpenSignedInAsync();
        await first.Page.GotoAsync("/autoscalers");
        await first.Row("default/chat").WaitForAsync();
        await using var second = await browser.OpenAsync();

        var again = await second.Page.GotoAsync(stack.Launcher.SignInLink);

        Assert.Equal(200, browser.FirstUse);
        Assert.Equal(410, again?.Status);
        await second.Page.GotoAsync("/");
        await second.Find("session-token-input").WaitForAsync();
    }

    [Fact]
    public async Task Token_InTheForm_SignsInAndSignOutReturns()
    {
        await using var portal = await browser.OpenAsync();
        await portal.Page.GotoAsync(ChatPage);

        await portal.Find("session-token-input").FillAsync("wrong");
        await portal.Find("session-submit").ClickAsync();
        await portal.Find("problem").WaitForAsync();
        await portal.Find("session-token-input").FillAsync(stack.AdminToken);
        await portal.Find("session-submit").ClickAsync();
        await portal.Find("headline").WaitForAsync();

        await portal.Find("sign-out").ClickAsync();
        await portal.Find("session-token-input").WaitForAsync();
        await portal.Page.ReloadAsync();
        await portal.Find("session-token-input").WaitForAsync();
    }

    [Fact]
    public async Task List_SignedIn_ShowsBothExamplesLive()
    {
        await using var portal = await browser.OpenSignedInAsync();

        await portal.Page.GotoAsync("/autoscalers");

        foreach (var key in new[] { "default/chat", "default/embeddings" })
        {
            var desired = portal.Row(key).GetByTestId("desired");
            await Wait.UntilAsync(async () => int.TryParse(await desired.InnerTextAsync(), out var count) && count > 0);
        }

        await Wait.UntilAsync(async () => await portal.Find("live-state").GetAttributeAsync("data-state") == "live");
        await portal.Find("replay-badge").WaitForAsync();
        Assert.Empty(portal.Errors);
    }

    [Fact]
    public async Task Overview_SignedIn_SaysHowThingsStandAndLeadsOn()
    {
        await using var portal = await browser.OpenSignedInAsync();

        await portal.Page.GotoAsync("/");

        await Wait.UntilAsync(async () => (await portal.Find("tile-power").InnerTextAsync()).Contains("kW", StringComparison.Ordinal));
        Assert.Contains("of", await portal.Find("tile-levels").InnerTextAsync(), StringComparison.Ordinal);
        await portal.Find("attention-count").WaitForAsync();
        await portal.Find("tile-power").ClickAsync();
        await portal.Find("domain-row").First.WaitForAsync();
        Assert.Empty(portal.Errors);
    }

    [Fact]
    public async Task Power_TheSimulatedRow_ShowsItsBarItsLeasesAndEveryCard()
    {
        await using var portal = await browser.OpenSignedInAsync();

        await portal.Page.GotoAsync("/power?domain=row-7");

        await portal.Page.Locator("[data-testid=domain-row][data-domain=row-7]").GetByTestId("power-bar").WaitForAsync();
        await Wait.UntilAsync(async () => await portal.Page.Locator("[data-testid=power-node][data-lease=Held]").CountAsync() == 6);
        Assert.Equal(48, await portal.Find("gpu-cell").CountAsync());
        Assert.Equal(0, await portal.Find("power-stale").CountAsync());
        await portal.Find("caps").WaitForAsync();
        Assert.Empty(portal.Errors);
    }

    [Fact]
    public async Task Audit_FilteredByKind_ShowsTheSignInAndKeepsTheFilterInTheAddress()
    {
        await using var portal = await browser.OpenSignedInAsync();

        await portal.Page.GotoAsync("/audit");
        await portal.Find("audit-kind").SelectOptionAsync("Session");

        await Wait.UntilAsync(async () => await portal.Page.Locator("[data-testid=audit-row][data-action=SignedIn]").CountAsync() > 0);
        Assert.EndsWith("/audit?kind=Session", portal.Page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await portal.Page.Locator("[data-testid=audit-row]:not([data-action^=Signed])").CountAsync());
        var file = await portal.Page.RunAndWaitForDownloadAsync(() => portal.Find("audit-export").ClickAsync());
        Assert.StartsWith("time,actor,action,kind", await File.ReadAllTextAsync(await file.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(portal.Errors);
    }

    [Theory]
    [InlineData("/", "tile-levels")]
    [InlineData("/autoscalers", "autoscaler-row")]
    [InlineData("/autoscalers/default/chat", "headline")]
    [InlineData("/serverless", "service-row")]
    [InlineData("/power", "gpu-cell")]
    [InlineData("/audit", "audit-row")]
    [InlineData("/what-if?object=default/chat", "what-if-form")]
    [InlineData("/edit/autoscalers/default/chat", "editor")]
    public async Task Page_InBothSchemes_IsAccessibleAndFitsAPhone(string path, string shown)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var portal = await browser.OpenSignedInAsync(390, scheme);
            await Accessibility.PrepareAsync(portal.Page);

            await portal.Page.GotoAsync(path);
            await portal.Find(shown).First.WaitForAsync();

            Assert.Empty(await Accessibility.ViolationsAsync(portal.Page));
            Assert.InRange(await ScrollWidthAsync(portal), 1, 390);
        }
    }

    [Fact]
    public async Task Serverless_ServiceThatWasWoken_ShowsItsStartAsAWaterfall()
    {
        await using var portal = await browser.OpenSignedInAsync();

        await portal.Page.GotoAsync("/");
        await portal.Find("nav-serverless").ClickAsync();
        await portal.Find("service-row").Filter(new() { HasText = "timer" }).GetByRole(AriaRole.Link).ClickAsync();
        var start = portal.Find("cold-start").Last;
        await Wait.UntilAsync(async () => await portal.Find("cold-start").CountAsync() > 0);

        // Its model takes two seconds to load, and most of the bar is that.
        var (bar, loading) = (await start.GetByRole(AriaRole.Img).BoundingBoxAsync(), await start.Locator("[data-part=loading]").BoundingBoxAsync());
        Assert.True(loading?.Width > 0.2 * bar?.Width, $"{loading?.Width} of {bar?.Width}");
        await portal.Find("service-changes").GetByText("0 → 1").First.WaitForAsync();
        Assert.Empty(portal.Errors);
    }

    [Fact]
    public async Task Autoscaler_Chat_ShowsChartsWhyAndALogThatGrows()
    {
        await using var portal = await browser.OpenSignedInAsync();

        await portal.Page.GotoAsync("/autoscalers");
        await portal.Row("default/chat").GetByRole(AriaRole.Link).ClickAsync();

        foreach (var chart in new[] { "fan-chart", "replica-chart" })
        {
            await portal.Find(chart).Locator("canvas").First.WaitForAsync();
            Assert.True(await IsDrawnAsync(portal.Find(chart).Locator("canvas").First), $"{chart} is blank");
        }

        await portal.Find("why-table").First.WaitForAsync();
        await portal.Page.Locator("[data-testid=candidate-row][aria-current=true]").First.WaitForAsync();
        var newest = await portal.Find("decision-row").First.GetAttributeAsync("data-id");
        await Wait.UntilAsync(async () => await portal.Find("decision-row").First.GetAttributeAsync("data-id") != newest);
        await portal.Find("decision-row").First.GetByRole(AriaRole.Button).ClickAsync();
        await portal.Find("decision-detail").WaitForAsync();
        Assert.NotEqual(0, await portal.Find("members").GetByRole(AriaRole.Row).CountAsync());
        await portal.Find("pit").WaitForAsync();
        Assert.Empty(portal.Errors);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_AnyWidthAndScheme_FitAndFollowTheScheme(int width, ColorScheme scheme)
    {
        await using var portal = await browser.OpenSignedInAsync(width, scheme);

        await portal.Page.GotoAsync("/autoscalers");
        await portal.Row("default/embeddings").WaitForAsync();
        var listWidth = await ScrollWidthAsync(portal);
        await portal.Page.GotoAsync("/autoscalers/default/embeddings");
        await portal.Find("replica-chart").Locator("canvas").First.WaitForAsync();
        await portal.Find("why-table").First.WaitForAsync();
        await portal.Find("rivals").WaitForAsync();

        Assert.InRange(listWidth, 1, width);
        Assert.InRange(await ScrollWidthAsync(portal), 1, width);
        Assert.Equal(scheme == ColorScheme.Dark, await BrightnessAsync(portal) < 128);
        Assert.Empty(portal.Errors);
    }

    private static Task<int> ScrollWidthAsync(PortalPage portal) =>
        portal.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

    private static Task<double> BrightnessAsync(PortalPage portal) => portal.Page.EvaluateAsync<double>(
        "(() => { const c = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number); return (c[0] + c[1] + c[2]) / 3; })()");

    // More than one colour: something was drawn on it.
    private static async Task<bool> IsDrawnAsync(ILocator canvas)
    {
        const string Colours = """
            canvas => {
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              return new Set(new Uint32Array(data.buffer)).size;
            }
            """;
        return await Wait.UntilAsync(() => canvas.EvaluateAsync<int>(Colours), count => count > 3) > 3;
    }
}
