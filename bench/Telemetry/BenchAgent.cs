using System.Net.Security;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Bench.Telemetry;

/// <summary>One node's agent: a TLS connection with HTTP/2 of its own, and reports whose numbers change.</summary>
internal sealed class BenchAgent : IDisposable
{
    private readonly Uri _server;
    private readonly SslClientAuthenticationOptions _trust;
    private readonly string _token;
    private readonly GpuReport[] _gpus;
    private readonly WireWriter _writer = new();
    private NodeReport _report;
    private AgentConnection? _connection;

    /// <param name="phase">When in each second it reports, 0 to 1.</param>
    public BenchAgent(Uri server, SslClientAuthenticationOptions trust, string node, string token, int gpus, double phase)
    {
        (_server, _trust, _token, Phase) = (server, trust, token, phase);
        _gpus = [.. Enumerable.Range(0, gpus).Select(GpuOf)];
        _report = ReportOf(node) with { Gpus = _gpus };
    }

    public double Phase { get; }

    /// <summary>Set while a report is under way: as the agent, it sends none before the last was answered.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>A report as this agent sends it.</summary>
    public NodeReport Sample => Next();

    public async Task ConnectAsync(CancellationToken ct) =>
        _connection = await AgentConnection.OpenAsync(_server, _trust, HeaderBlock.Of(_server, _token), ct);

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
            var body = await _connection!.PostAsync(_writer.Written, ct); // connected before the first report
            if (PowerLeaseCodec.Read(body.Span).Stamp.Sequence == 0)
            {
                throw new BenchException("a report was answered with a lease that was never granted");
            }

            return TimeProvider.System.GetElapsedTime(begun);
        }
        finally
        {
            IsBusy = false;
        }
    }

    public void Dispose() => _connection?.Dispose();

    private NodeReport Next()
    {
        long number = _report.Number + 1;
        uint change = (uint)(number * 997 % 50_000);
        for (int i = 0; i < _gpus.Length; i++)
        {
            _gpus[i] = _gpus[i] with { DrawMilliwatts = 350_000 + change, EnergyMillijoules = (ulong)number * 400_000, TemperatureCelsius = 40 + (change % 30) };
        }

        return _report = _report with { Number = number };
    }

    private static GpuReport GpuOf(int index) => new()
    {
        Uuid = $"GPU-{Guid.NewGuid()}",
        Index = (uint)index,
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
    };

    private NodeReport ReportOf(string node) => new()
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
        Pods = [.. Enumerable.Range(0, _gpus.Length).Select(static i => new PodPower("inference", $"chat-7d9f8b6c5-{i:x5}", 400_000, 1_000_000))],
    };
}
