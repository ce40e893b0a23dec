using Headroom.Chart.Tests.Rendering;
using Headroom.LocalCluster.Hosting;

namespace Headroom.Chart.Tests.Installing;

/// <summary>A local cluster with the kinds of the chart and the real kubectl.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("headroom-install-").FullName;
    private readonly string _kubectl;

    private Installation(LocalClusterHost cluster, string kubectl)
    {
        (Cluster, _kubectl) = (cluster, kubectl);
        File.WriteAllText(Path.Combine(_home, "kubeconfig"), cluster.Kubeconfig);
    }

    public LocalClusterHost Cluster { get; }

    /// <summary>A folder that is deleted with the cluster.</summary>
    public string Folder => _home;

    public static async Task<Installation> StartAsync(params string[] namespaces)
    {
        var kubectl = Tool.Need("kubectl");
        var cluster = await LocalClusterHost.StartAsync(new LocalClusterOptions { Speed = 20 }, TestContext.Current.CancellationToken);
        var installation = new Installation(cluster, kubectl);
        await installation.SucceedAsync("apply", "-f", Path.Combine(Repository.Chart, "crds"));
        foreach (var ns in namespaces)
        {
            await installation.SucceedAsync("create", "namespace", ns);
        }

        return installation;
    }

    /// <summary>A kubeconfig of somebody else.</summary>
    public string KubeconfigOf(string user, params string[] groups)
    {
        var token = Cluster.AddUser(user, groups);
        var file = Path.Combine(_home, token[..8] + ".kubeconfig");
        File.WriteAllText(file, Cluster.Kubeconfig.Replace(Cluster.AdminToken, token, StringComparison.Ordinal));
        return file;
    }

    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var (code, output, errors) = await KubectlAsync("", arguments);
        Assert.True(code == 0, errors);
        return output;
    }

    public async Task ApplyAsync(string manifests)
    {
        var (code, _, errors) = await KubectlAsync(manifests, "apply", "-f", "-");
        Assert.True(code == 0, errors);
    }

    public Task ApplyAsync(IEnumerable<RenderedObject> objects) => ApplyAsync(RenderedChart.Text(objects));

    public Task<(int ExitCode, string Output, string Errors)> KubectlAsync(string input, params string[] arguments) =>
        Tool.RunAsync(_kubectl, arguments, new Dictionary<string, string> { ["HOME"] = _home, ["KUBECONFIG"] = Path.Combine(_home, "kubeconfig") }, input);

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }
}
