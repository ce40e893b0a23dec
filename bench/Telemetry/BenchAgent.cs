using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Bench.Telemetry;

/// <summary>One node's agent: a TLS connection with HTTP/2 of its own, and reports whose numbers change.</summary>
internal sealed class BenchAgent : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly AuthenticationHeaderValue _token;
    private readonly NodeReport _report;
    private readonly WireWriter _writer = new();
    private long _number;

    public BenchAgent(Uri server, X509Certificate2 authority, string node, string token, int gpus)
    {
        _url = new Uri(server, AgentProtocol.ReportPath);
        _token = new AuthenticationHeaderValue("Bearer", token);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        });
        _report = ReportOf(node, gpus);
    }

    /// <summary>Set while a report is under way: as the agent, it sends none before the last was answered.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>A report as this agent sends it.</summary>
    public NodeReport Sample => Next();

    /// <returns>From before the request until its lease was read.</returns>
    /// <exception cref="BenchException">Any other answer than a lease.</exception>
    public async Task<TimeSpan> PostAsync(CancellationToken ct)
    {
        IsBusy = true;
        try
        {
            _writer.Clear();
            NodeReportCodec.Write(_writer, Next());
            long begun = TimeProvider.System.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, _url)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ReadOnlyMemoryContent(_writer.Written),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(AgentProtocol.ContentType);
            request.Headers.Authorization = _token;
            using var response = await _http.SendAsync(request, ct);
            byte[] body = await response.Content.ReadAsByteArrayAsync(ct);
            if (!response.IsSuccessStatusCode || PowerLeaseCodec.Read(body).Stamp.Sequence == 0)
            {
                throw new BenchException($"a report was answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
            }

            return TimeProvider.System.GetElapsedTime(begun);
        }
        finally
        {
            IsBusy = false;
        }
    }

    public void Dispose() => _http.Dispose();

    private NodeReport Next()
    {
        long number = ++_number;
        uint change = (uint)(number * 997 % 50_000);
        return _report with
        {
            Number = number,
            Gpus = [.. _report.Gpus.Select(g => g with { DrawMilliwatts = 350_000 + change, EnergyMillijoules = (ulong)number * 400_000, TemperatureCelsius = 40 + (change % 30) })],
        };
    }

    private static NodeReport ReportOf(string node, int gpus) => new()
    {
        Node = node,
        AgentVersion = "0.1.0",
        BootId = Guid.NewGuid().ToString(),
        Instance = Guid.NewGuid().ToString("N")[..16],
        Driver = DriverState.Ready,
        DriverVersion = "550.54.15",
        CanControl = true,
        HostMilliwatts = 412_000,
        Lease = new LeaseStamp(3, 100_000),
        Gpus = [.. Enumerable.Range(0, gpus).Select(i => new GpuReport
        {
            Uuid = $"GPU-{Guid.NewGuid()}",
            Index = (uint)i,
            Model = "NVIDIA H100 80GB HBM3",
            State = GpuState.Ready,
            CoreMegahertz = 1_980,
            MemoryMegahertz = 2_619,
            MaxCoreMegahertz = 1_980,
            PowerLimitMilliwatts = 700_000,
            EnforcedLimitMilliwatts = 700_000,
            MinLimitMilliwatts = 200_000,
            MaxLimitMilliwatts = 700_000,
            DefaultLimitMilliwatts = 700_000,
            EventReasons = 4,
            UtilizationPercent = 97,
            SafeLimitMilliwatts = 350_000,
            SafeLimitState = SafeLimitState.Confirmed,
            Lease = new LeaseStamp(3, 100_000),
            LockedClocks = new ClockRange(210, 1_410),
        })],
        Pods = [.. Enumerable.Range(0, gpus).Select(i => new PodPower("inference", $"chat-7d9f8b6c5-{i:x5}", 400_000, 1_000_000))],
    };
}
