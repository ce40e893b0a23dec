using Headroom.Chart.Tests.Rendering;

namespace Headroom.Chart.Tests.Installing;

/// <summary>What each component may do, and what it may not.</summary>
public sealed class RightsTests(InstalledRights installed) : IClassFixture<InstalledRights>
{
    [Theory]
    [InlineData("default", "headroom-control-plane", "patch predictiveautoscalers --subresource=status", true)]
    [InlineData("default", "headroom-control-plane", "update deployments --subresource=scale", false)]
    [InlineData("full", "headroom-control-plane", "update deployments --subresource=scale", true)]
    [InlineData("default", "headroom-control-plane", "patch nodes", false)]
    [InlineData("full", "headroom-control-plane", "patch nodes", true)]
    [InlineData("default", "headroom-control-plane", "create deployments", false)]
    [InlineData("full", "headroom-control-plane", "get secrets -n serving", true)]
    [InlineData("full", "headroom-control-plane", "get secrets -n kube-system", false)]
    [InlineData("full", "headroom-control-plane", "list secrets -n headroom-system", false)]
    [InlineData("full", "headroom-control-plane", "delete pods", false)]
    [InlineData("default", "headroom-control-plane", "create pods --subresource=binding", false)]
    [InlineData("full", "headroom-control-plane", "create pods --subresource=binding", true)]
    [InlineData("default", "headroom-control-plane", "patch pods", false)]
    [InlineData("full", "headroom-scheduler", "update leases/headroom-scheduler -n headroom-system", true)]
    [InlineData("full", "headroom-scheduler", "update leases/headroom-control-plane -n headroom-system", false)]
    [InlineData("full", "headroom-control-plane", "update deployments", false)]
    [InlineData("full", "headroom-control-plane", "patch predictiveautoscalers", false)]
    [InlineData("full", "headroom-control-plane", "update leases/another -n headroom-system", false)]
    [InlineData("full", "headroom-control-plane", "create clusterroles", false)]
    [InlineData("full", "headroom-activator", "patch serverlessservices", true)]
    [InlineData("full", "headroom-activator", "patch serverlessservices --subresource=status", false)]
    [InlineData("full", "headroom-activator", "update deployments --subresource=scale", false)]
    [InlineData("full", "headroom-activator", "get secrets -n headroom-system", false)]
    [InlineData("full", "headroom-node-agent", "get nodes", false)]
    [InlineData("full", "headroom-node-agent", "get pods", false)]
    public async Task Component_Rights_AreTheLeastItNeeds(string name, string account, string question, bool expected)
    {
        var cluster = await installed.OfAsync(name);

        var (_, answer, _) = await cluster.KubectlAsync("", ["auth", "can-i", .. question.Split(' '), "--as", $"system:serviceaccount:headroom-system:{account}"]);

        Assert.Equal(expected ? "yes" : "no", answer.Trim());
    }

    [Theory]
    [InlineData("headroom-viewer", "list predictiveautoscalers", true)]
    [InlineData("headroom-viewer", "create predictiveautoscalers", false)]
    [InlineData("headroom-editor", "create predictiveautoscalers", true)]
    [InlineData("headroom-editor", "update powerdomains", false)]
    [InlineData("headroom-admin", "update powerdomains", true)]
    [InlineData("headroom-power-reader", "watch powerdomains", true)]
    public async Task Role_OfAPerson_AllowsWhatItsNameSays(string role, string question, bool expected)
    {
        var cluster = await installed.OfAsync("default");
        await cluster.SucceedAsync("create", "clusterrolebinding", $"person-{role}-{question.Length}", "--clusterrole", role, "--user", $"person-{role}");

        var (_, answer, _) = await cluster.KubectlAsync("", ["auth", "can-i", .. question.Split(' '), "-A", "--as", $"person-{role}"]);

        Assert.Equal(expected ? "yes" : "no", answer.Trim());
    }

    [Fact]
    public async Task Rules_Everywhere_NameTheirGroupsResourcesAndVerbs()
    {
        var roles = (await ChartRenderer.RenderAsync("full")).Objects.Where(static o => o.Kind is "ClusterRole" or "Role");

        Assert.DoesNotContain(roles, static r => $"{r.Find("rules")}".Contains('*', StringComparison.Ordinal));
    }
}
