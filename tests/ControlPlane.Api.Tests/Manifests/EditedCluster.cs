using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.LocalCluster.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.ControlPlane.Api.Tests.Manifests;

/// <summary>The API in front of a real API server with its CRDs: one who may do everything, one who may only look.</summary>
internal sealed class EditedCluster : IAsyncDisposable
{
    private const string Objects = """
        apiVersion: headroom.dev/v1alpha1
        kind: PredictiveAutoscaler
        metadata:
          name: chat
          namespace: default
          annotations: {note: "on", kubectl.kubernetes.io/last-applied-configuration: "{}"}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
          maxReplicas: 32
          indicators:
            - name: requests
              prometheus: {serverAddress: "http://127.0.0.1:9", query: "sum(rate(x[1m]))"}
          capacity: {perReplica: "20"}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: looker}
        rules:
          - {apiGroups: [headroom.dev], resources: [predictiveautoscalers], verbs: [get, list, watch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: looker}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: looker}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: looker}]
        """;

    private readonly LocalClusterHost _host;
    private readonly string _looker;

    private EditedCluster(LocalClusterHost host, KubernetesClient client, ApiServer api)
    {
        (_host, Client, Api, _looker) = (host, client, api, host.AddUser("looker"));
    }

    public KubernetesClient Client { get; }

    public ApiServer Api { get; }

    public static async Task<EditedCluster> StartAsync()
    {
        var host = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false }, CancellationToken.None);
        var client = new KubernetesClient(
            new KubernetesConnection(host.Address) { Token = new StaticToken(host.AdminToken) }, TimeProvider.System, NullLoggerFactory.Instance);
        var applier = new ManifestApplier(client, new ResourceDiscovery(client, TimeProvider.System), TimeProvider.System);
        await applier.ApplyAllAsync(await File.ReadAllTextAsync(Path.Combine(CustomResources(), "predictiveautoscalers.headroom.dev.yaml")), CancellationToken.None);
        await applier.ApplyAllAsync(Objects, CancellationToken.None);
        var api = await ApiServer.StartAsync(builder => builder.Services
            .AddSingleton(client)
            .AddSingleton<IAccessReviewer>(new KubernetesAccessReviewer(client)));
        return new EditedCluster(host, client, api);
    }

    public HttpClient Admin() => Api.Client(_host.AdminToken);

    public HttpClient Looker() => Api.Client(_looker);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        Client.Dispose();
        await _host.DisposeAsync();
    }

    private static string CustomResources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Cloud.sln is in no folder above the tests"), "charts", "headroom", "crds");
    }
}
