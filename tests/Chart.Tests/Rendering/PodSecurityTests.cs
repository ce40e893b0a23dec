using YamlDotNet.RepresentationModel;

namespace Headroom.Chart.Tests.Rendering;

/// <summary>Every pod but the node agent's meets the restricted level of Pod Security, and all of them are good neighbours.</summary>
public sealed class PodSecurityTests
{
    [Fact]
    public async Task Pods_AllButTheNodeAgent_AreRestricted()
    {
        var pods = (await ChartRenderer.RenderAsync("full")).Objects.Where(static o => o.PodSpec is not null).ToList();

        var violations = pods.Where(static o => o.Name != "headroom-node-agent").SelectMany(Violations).ToList();

        Assert.Empty(violations);
        Assert.Equal(6, pods.Count);
    }

    [Fact]
    public async Task NodeAgent_Privileges_AreTheOnesThatTheDriverAsksFor()
    {
        var agent = (await ChartRenderer.RenderAsync("full")).Single("DaemonSet", "headroom-node-agent").PodSpec!; // it has one
        var container = Assert.Single(RenderedObject.Items(RenderedObject.Find(agent, "containers")));
        var capabilities = RenderedObject.Find(container, "securityContext", "capabilities")!; // asserted on below

        Assert.Equal("[ SYS_ADMIN ]", $"{RenderedObject.Find(capabilities, "add")}");
        Assert.Equal("[ ALL ]", $"{RenderedObject.Find(capabilities, "drop")}");
        Assert.Null(RenderedObject.Find(container, "securityContext", "privileged"));
        Assert.Null(RenderedObject.Find(agent, "hostNetwork"));
        Assert.Equal("false", $"{RenderedObject.Find(agent, "automountServiceAccountToken")}");
        Assert.Equal("true", $"{RenderedObject.Find(agent, "nodeSelector", "headroom.dev/power-managed")}");
    }

    [Fact]
    public async Task Containers_Ours_HaveProbesRequestsAndAMemoryLimit()
    {
        var containers = (await ChartRenderer.RenderAsync("full")).Objects.Where(static o => o.PodSpec is not null && o.Kind != "Pod")
            .SelectMany(static o => RenderedObject.Items(RenderedObject.Find(o.PodSpec!, "containers")).Select(c => (o.Name, Container: c)));

        foreach (var (name, container) in containers)
        {
            Assert.True(RenderedObject.Find(container, "livenessProbe") is not null, $"{name}: livenessProbe");
            Assert.True(RenderedObject.Find(container, "readinessProbe") is not null, $"{name}: readinessProbe");
            Assert.True(RenderedObject.Find(container, "resources", "requests", "cpu") is not null, $"{name}: requests.cpu");
            Assert.True(RenderedObject.Find(container, "resources", "limits", "memory") is not null, $"{name}: limits.memory");
        }
    }

    private static IEnumerable<string> Violations(RenderedObject item)
    {
        var pod = item.PodSpec!; // filtered by the caller
        if ($"{RenderedObject.Find(pod, "securityContext", "runAsNonRoot")}" != "true")
        {
            yield return $"{item}: runAsNonRoot";
        }

        if ($"{RenderedObject.Find(pod, "securityContext", "seccompProfile", "type")}" != "RuntimeDefault")
        {
            yield return $"{item}: seccompProfile";
        }

        foreach (var name in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(n => RenderedObject.Find(pod, n) is not null))
        {
            yield return $"{item}: {name}";
        }

        foreach (var volume in RenderedObject.Items(RenderedObject.Find(pod, "volumes")).Where(static v => RenderedObject.Find(v, "hostPath") is not null))
        {
            yield return $"{item}: hostPath {RenderedObject.Find(volume, "name")}";
        }

        foreach (var violation in RenderedObject.Items(RenderedObject.Find(pod, "containers")).SelectMany(c => ContainerViolations(item, c)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> ContainerViolations(RenderedObject item, YamlMappingNode container)
    {
        (string[] Path, string Wanted)[] wanted =
        [
            (["securityContext", "allowPrivilegeEscalation"], "false"),
            (["securityContext", "readOnlyRootFilesystem"], "true"),
            (["securityContext", "capabilities", "drop"], "[ ALL ]"),
        ];
        return wanted.Where(w => $"{RenderedObject.Find(container, w.Path)}" != w.Wanted).Select(w => $"{item}: {string.Join('.', w.Path)} is not {w.Wanted}");
    }
}
