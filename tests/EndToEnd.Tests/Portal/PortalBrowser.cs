using Headroom.EndToEnd.Tests.Stack;
using Microsoft.Playwright;

namespace Headroom.EndToEnd.Tests.Portal;

/// <summary>Headless Chromium, and one session that was begun by the sign-in link.</summary>
public sealed class PortalBrowser(RunningStack stack) : IAsyncLifetime
{
    private static readonly string? Chromium = Programs.Find("chromium");

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _session = "";

    /// <summary>Null when the portal can be looked at.</summary>
    private static string? Missing =>
        Chromium is null ? "chromium is not on this machine"
        : File.Exists(Path.Combine(Checkout.Repository, "web/dist/index.html")) ? null
        : "web/dist is not built: npm run build in web/, or ./test";

    /// <summary>Status of the sign-in link's first use, after its redirect.</summary>
    internal int FirstUse { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        await using var context = await _browser.NewContextAsync();
        var page = await context.NewPageAsync();
        FirstUse = (await page.GotoAsync(stack.Launcher.SignInLink))?.Status ?? 0;
        _session = await context.StorageStateAsync();
    }

    /// <summary>A browser of someone who has not signed in.</summary>
    internal Task<PortalPage> OpenAsync() => OpenAsync(new());

    internal Task<PortalPage> OpenSignedInAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light) => OpenAsync(new()
    {
        StorageState = _session,
        ViewportSize = new() { Width = width, Height = 900 },
        ColorScheme = scheme,
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<PortalPage> OpenAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        options.BaseURL = stack.Portal.ToString();
        var context = await _browser!.NewContextAsync(options); // Started, as nothing is missing.
        context.SetDefaultTimeout((float)Wait.Patience.TotalMilliseconds);
        return new PortalPage(context, await context.NewPageAsync());
    }
}
