using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Headroom.Cli.Local;

namespace Headroom.Bench.ApiServer;

/// <summary>A local cluster in a process of its own, and plain HTTP clients of it over TLS.</summary>
internal sealed partial class ServedCluster : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-bench-").FullName);
    private ChildProcess? _process;
    private (Uri Address, string Token, string Thumbprint) _access;

    public int Id => _process?.Id ?? throw new InvalidOperationException("start it first");

    /// <exception cref="BenchException">The program is not built.</exception>
    public async Task StartAsync(string root, int nodes, int seed, CancellationToken ct)
    {
        var program = Path.Combine(root, "LocalCluster/bin/Release/net10.0/Headroom.LocalCluster.dll");
        if (!File.Exists(program))
        {
            throw new BenchException($"{program} is missing: run it as ./bench/run");
        }

        _state.Create();
        var file = Path.Combine(_state.Path, "nodes.yaml");
        await File.WriteAllTextAsync(file, string.Create(
            CultureInfo.InvariantCulture, $"startDelay: {{ medianSeconds: 2, sigma: 0.25 }}\nnodes:\n  - {{ name: node, count: {nodes}, cpu: \"64\", memory: 256Gi }}\n"), ct);
        _process = ChildProcess.Start(
            "cluster", "dotnet", [program, "--port", "0", "--nodes", file, "--seed", $"{seed}", "--kubeconfig", _state.Kubeconfig],
            new Dictionary<string, string>(), _state, "TERM", Time);
        await _process.WaitUntilAsync(_ => Task.FromResult(File.Exists(_state.Kubeconfig)), TimeSpan.FromSeconds(60), ct);
        var kubeconfig = await File.ReadAllTextAsync(_state.Kubeconfig, ct);
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(
            Convert.FromBase64String(Authority().Match(kubeconfig).Groups["value"].Value)));
        _access = (new Uri(Server().Match(kubeconfig).Groups["value"].Value), Token().Match(kubeconfig).Groups["value"].Value, certificate.Thumbprint);
    }

    public HttpClient Client()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _access.Thumbprint;
        var client = new HttpClient(handler) { BaseAddress = _access.Address, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _access.Token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_state.Path, recursive: true);
    }

    [GeneratedRegex("certificate-authority-data:\\s*(?<value>\\S+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Authority();

    [GeneratedRegex("server:\\s*(?<value>\\S+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Server();

    [GeneratedRegex("token:\\s*\"(?<value>[^\"]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
