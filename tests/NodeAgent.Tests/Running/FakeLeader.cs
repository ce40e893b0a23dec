using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.NodeAgent.Tests.Running;

/// <summary>A control plane on real TLS and HTTP/2 that answers as the test says.</summary>
internal sealed class FakeLeader : IAsyncDisposable
{
    private readonly ConcurrentQueue<NodeReport> _reports = new();
    private readonly WebApplication _app;
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-leader-").FullName;
    private long _sequence;

    private FakeLeader(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        File.WriteAllText(AuthorityFile, certificate.ExportCertificatePem());
        File.WriteAllText(TokenFile, "token-of-gpu-7\n");
    }

    public string AuthorityFile => Path.Combine(_folder, "ca.pem");

    public string TokenFile => Path.Combine(_folder, "token");

    /// <summary>https://localhost:port: the name in the certificate.</summary>
    public Uri Url => new(_app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public IReadOnlyList<NodeReport> Reports => [.. _reports];

    public NodeReport? Last => _reports.LastOrDefault();

    public string? Authorization { get; private set; }

    public string? Protocol { get; private set; }

    public long Term { get; set; } = 1;

    /// <summary>The caps of the next leases; null answers 503, as when no leader is there.</summary>
    public GpuCap[]? Caps { get; set; } = [];

    public bool IsRelease { get; set; }

    /// <summary>Where it sends agents instead of answering.</summary>
    public string? Leader { get; set; }

    public static async Task<FakeLeader> StartAsync(FakeLeader? certificateOf = null)
    {
        var certificate = certificateOf?._certificate ?? Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var app = builder.Build();
        var leader = new FakeLeader(app, certificate) { _certificate = certificate };
        app.Run(leader.AnswerAsync);
        await app.StartAsync();
        return leader;
    }

    private X509Certificate2? _certificate;

    /// <summary>Options that make an agent report here.</summary>
    public string[] Options() => ["--control-plane", Url.ToString(), "--ca-file", AuthorityFile, "--token-file", TokenFile];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Authorization = http.Request.Headers.Authorization;
        Protocol = http.Request.Protocol;
        if (Leader is { } leader)
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            http.Response.Headers[AgentProtocol.LeaderHeader] = leader;
            return;
        }

        _reports.Enqueue(NodeReportCodec.Read(body.ToArray()));
        if (Caps is not { } caps)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var writer = new WireWriter();
        PowerLeaseCodec.Write(writer, new PowerLease
        {
            Stamp = new LeaseStamp(Term, Interlocked.Increment(ref _sequence)),
            Duration = TimeSpan.FromSeconds(5),
            Caps = caps,
            IsRelease = IsRelease,
        });
        await http.Response.Body.WriteAsync(writer.Written);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=headroom-test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }
}
