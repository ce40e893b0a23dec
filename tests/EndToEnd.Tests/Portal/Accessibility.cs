using Headroom.EndToEnd.Tests.Stack;
using Microsoft.Playwright;

namespace Headroom.EndToEnd.Tests.Portal;

/// <summary>axe-core in the page, by the rules of WCAG 2.1 A and AA.</summary>
internal static class Accessibility
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }))
          .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`))
        """;

    /// <summary>Before the page is opened: what is added later, its content security policy refuses.</summary>
    public static async Task PrepareAsync(IPage page)
    {
        var script = Path.Combine(Checkout.Repository, "web/node_modules/axe-core/axe.min.js");
        Assert.SkipUnless(File.Exists(script), "web/node_modules is not there: npm ci in web/, or ./test");
        await page.AddInitScriptAsync(scriptPath: script);
    }

    public static Task<string[]> ViolationsAsync(IPage page) => page.EvaluateAsync<string[]>(Run);
}
