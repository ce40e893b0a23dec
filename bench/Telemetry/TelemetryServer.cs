using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Headroom.Cli.Local;
using Headroom.Contracts.Power;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.LocalCluster.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Telemetry;

/// <summary>A control plane in a process of its own, leading, with an HTTPS address for agents; the cluster that reviews its tokens is here.</summary>
internal sealed class TelemetryServer : IAsyncDisposable
{
    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-bench-").FullName);
    private LocalClusterHost? _cluster;
    private ChildProcess? _process;

    public Uri Agents { get; } = new($"https://localhost:{FreePort()}");

    public Uri Metrics { get; private set; } = new("http://127.0.0.1");

    public int ProcessId => _process!.Id; // started before anyone asks

    public X509Certificate2 Certificate { get; } = NewCertificate();

    public async Task StartAsync(string root, CancellationToken ct)
    {
        _state.Create();
        _cluster = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false }, ct);
        await File.WriteAllTextAsync(_state.Kubeconfig, _cluster.Kubeconfig, ct);
        using (var admin = new KubernetesClient(
            new KubernetesConnection(_cluster.Address) { Token = new StaticToken(_cluster.AdminToken) }, TimeProvider.System, NullLoggerFactory.Instance))
        {
            var applier = new ManifestApplier(admin, new ResourceDiscovery(admin, TimeProvider.System), TimeProvider.System);
            await applier.ApplyAllAsync("apiVersion: v1\nkind: Namespace\nmetadata: { name: headroom-system }\n", ct);
            foreach (string file in Directory.GetFiles(Path.Combine(root, "charts/headroom/crds"), "*.yaml"))
            {
                await applier.ApplyAllAsync(await File.ReadAllTextAsync(file, ct), ct);
            }
        }

        string certificate = Path.Combine(_state.Path, "tls.crt"), key = Path.Combine(_state.Path, "tls.key");
        await File.WriteAllTextAsync(certificate, Certificate.ExportCertificatePem(), ct);
        await File.WriteAllTextAsync(key, Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), ct); // made with one
        string url = $"http://127.0.0.1:{FreePort()}";
        Metrics = new Uri(url + "/metrics");
        _process = ChildProcess.Start(
            "control-plane", "dotnet",
            [Built(root), "--Http:Urls", url, "--Metrics:Url", url, "--Probes:Url", url, "--Agents:Url", $"https://127.0.0.1:{Agents.Port}"],
            new Dictionary<string, string>
            {
                ["Operator__Kubeconfig"] = _state.Kubeconfig,
                ["Kestrel__Certificates__Default__Path"] = certificate,
                ["Kestrel__Certificates__Default__KeyPath"] = key,
                // As ./run starts it.
                ["MALLOC_ARENA_MAX"] = "2",
                ["Logging__LogLevel__Default"] = "Warning",
            },
            _state, "TERM", TimeProvider.System);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await _process.WaitUntilAsync(c => LeadsAsync(http, c), TimeSpan.FromMinutes(1), ct);
    }

    public string TokenOf(string node) => _cluster!.AddNodeToken("headroom-system", "headroom-node-agent", AgentProtocol.Audience, node); // started before

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        Certificate.Dispose();
        Directory.Delete(_state.Path, recursive: true);
    }

    private static async Task<bool> LeadsAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync("/readyz", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Built(string root)
    {
        string path = Path.Combine(root, "ControlPlane.Api/bin/Release/net10.0/Headroom.ControlPlane.Api.dll");
        return File.Exists(path) ? path : throw new BenchException($"{path} is missing: run it as ./bench/run");
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=headroom-bench", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
