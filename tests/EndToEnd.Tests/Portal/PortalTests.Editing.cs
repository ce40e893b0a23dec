using Headroom.EndToEnd.Tests.Stack;
using Microsoft.Playwright;

namespace Headroom.EndToEnd.Tests.Portal;

/// <summary>What-if and editing, on objects of the tests' own.</summary>
public sealed partial class PortalTests
{
    private const string Looker = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: looker }
        rules: [ { apiGroups: [headroom.dev], resources: [predictiveautoscalers], verbs: [get, list, watch] } ]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: { name: looker }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: looker }
        subjects: [ { kind: ServiceAccount, name: looker, namespace: default } ]
        ---
        { apiVersion: v1, kind: ServiceAccount, metadata: { name: looker, namespace: default } }
        """;

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task WhatIf_LowerServiceLevel_IsReplayedComparedAndApplied(int width, ColorScheme scheme)
    {
        var ns = $"tried-{width}";
        await MakeAsync(ns);
        await using var portal = await browser.OpenSignedInAsync(width, scheme);
        await Accessibility.PrepareAsync(portal.Page);

        await ReplayAsync(portal, ns, "90%");
        Assert.Contains("of", await portal.Find("outcome-violations").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await Accessibility.ViolationsAsync(portal.Page));
        Assert.InRange(await ScrollWidthAsync(portal), 1, width);
        await portal.Find("review").ClickAsync();
        await portal.Find("diff").WaitForAsync();
        Assert.Contains("serviceLevel: \"90%\"", await portal.Page.Locator("[data-kind=Added]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("99%", await stack.Kubectl.FieldAsync(ns, "pas/app", ".spec.objective.serviceLevel"));

        await portal.Find("apply").ClickAsync();
        await portal.Find("applied").WaitForAsync();

        Assert.Equal("90%", await stack.Kubectl.FieldAsync(ns, "pas/app", ".spec.objective.serviceLevel"));
        await portal.Page.GotoAsync("/audit?action=ObjectEdited&namespace=" + ns);
        await portal.Find("audit-row").GetByText("spec.objective.serviceLevel").First.WaitForAsync();
        Assert.Empty(portal.Errors);
        await stack.Kubectl.RunAsync("delete", "namespace", ns, "--wait=false");
    }

    [Fact]
    public async Task WhatIf_ByWhoMayOnlyLook_ShowsTheFiguresAndNoButtonToApply()
    {
        await MakeAsync("looked-at");
        await stack.Kubectl.ApplyAsync(Looker);
        var token = (await stack.Kubectl.RunAsync("create", "token", "looker", "-n", "default")).Trim();
        await using var portal = await browser.OpenAsync();
        await portal.Page.GotoAsync("/what-if?object=looked-at/app");
        await portal.Find("session-token-input").FillAsync(token);
        await portal.Find("session-submit").ClickAsync();
        await portal.Find("sign-out").WaitForAsync();

        await ReplayAsync(portal, "looked-at", "90%");
        await portal.Find("apply-refused").WaitForAsync();
        Assert.Equal(0, await portal.Find("apply-panel").CountAsync());
        await portal.Page.GotoAsync("/edit/autoscalers/looked-at/app");
        await portal.Find("read-only").WaitForAsync();
        Assert.Equal(0, await portal.Find("review").CountAsync());

        Assert.Equal("99%", await stack.Kubectl.FieldAsync("looked-at", "pas/app", ".spec.objective.serviceLevel"));
        await stack.Kubectl.RunAsync("delete", "namespace", "looked-at", "--wait=false");
    }

    [Fact]
    public async Task Edit_WhatSomebodyElseChangedMeanwhile_KeepsTheTextAndLosesNothing()
    {
        await MakeAsync("edited");
        await using var portal = await browser.OpenSignedInAsync();
        await portal.Page.GotoAsync("/edit/autoscalers/edited/app");
        var yaml = portal.Find("yaml");
        await yaml.WaitForAsync();
        var text = await yaml.InputValueAsync();

        await yaml.FillAsync(text.Replace("maxReplicas: 64", "maxReplicas: -1", StringComparison.Ordinal));
        await portal.Find("review").ClickAsync();
        await portal.Find("problem").GetByText("spec.maxReplicas").First.WaitForAsync();
        await yaml.FillAsync(text.Replace("maxReplicas: 64", "maxReplicas: 48", StringComparison.Ordinal));
        await stack.Kubectl.RunAsync("patch", "-n", "edited", "pas", "app", "--type=merge", "-p", """{"spec":{"minReplicas":2}}""");
        await portal.Find("review").ClickAsync();
        await portal.Find("changed-meanwhile").WaitForAsync();
        Assert.Contains("maxReplicas: 48", await yaml.InputValueAsync(), StringComparison.Ordinal);
        await portal.Find("changed-meanwhile").GetByRole(AriaRole.Button).ClickAsync();

        // The other's change shows as what this text would take back.
        await portal.Page.Locator("[data-kind=Removed]").GetByText("minReplicas: 2").WaitForAsync();
        Assert.Equal("2", await stack.Kubectl.FieldAsync("edited", "pas/app", ".spec.minReplicas"));
        await yaml.FillAsync((await yaml.InputValueAsync()).Replace("minReplicas: 1", "minReplicas: 2", StringComparison.Ordinal));
        await portal.Find("review").ClickAsync();
        await portal.Find("apply").ClickAsync();
        await portal.Find("applied").WaitForAsync();

        Assert.Equal("48", await stack.Kubectl.FieldAsync("edited", "pas/app", ".spec.maxReplicas"));
        Assert.Equal("2", await stack.Kubectl.FieldAsync("edited", "pas/app", ".spec.minReplicas"));
        await stack.Kubectl.RunAsync("delete", "namespace", "edited", "--wait=false");
    }

    private Task MakeAsync(string ns) =>
        stack.Kubectl.ApplyAsync(Manifests.Namespace(ns) + Manifests.Deployment(ns, "app") + Manifests.Autoscaler(ns, "app"));

    private static async Task ReplayAsync(PortalPage portal, string ns, string level)
    {
        await portal.Page.GotoAsync($"/what-if?object={ns}/app");
        var form = portal.Find("what-if-form");
        await form.Or(portal.Find("what-if-empty")).WaitForAsync();
        // History comes with the first decisions.
        await Wait.UntilAsync(async () =>
        {
            if (await form.CountAsync() == 0)
            {
                await portal.Page.ReloadAsync();
                await form.Or(portal.Find("what-if-empty")).WaitForAsync();
            }

            return await form.CountAsync() == 1;
        });
        await portal.Find("field-serviceLevel").FillAsync(level);
        await portal.Find("what-if-run").ClickAsync();
        await portal.Find("what-if-outcomes").WaitForAsync();
    }
}
