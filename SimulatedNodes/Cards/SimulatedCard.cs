using Headroom.Contracts.Power;
using Headroom.NodeAgent.Gpus;
using Headroom.NodeAgent.Safety;
using Headroom.Power.Models;
using Headroom.Units;

namespace Headroom.SimulatedNodes.Cards;

/// <summary>A GPU that draws by the published curve and keeps what it is told, as a card under NVML does.</summary>
internal sealed class SimulatedCard : IGpuCard
{
    // The 0x4 of NVML's clock event reasons.
    private const ulong PowerCapReason = 4;
    private const uint MemoryMegahertz = 1593;
    private const double Noise = .01;

    private readonly GpuModel _gpu;
    private readonly CardWork _work;
    private readonly string _file;
    private readonly Random _random;
    private CardSettings _settings;
    private double _joules;

    /// <param name="file">Where the card keeps what it is set to.</param>
    public SimulatedCard(GpuModel gpu, string uuid, uint index, string file)
    {
        (_gpu, _file, _work) = (gpu, file, new CardWork(gpu));
        _random = new Random((int)index + uuid.Length);
        Range = new LimitRange((uint)gpu.MinPowerLimit.Milliwatts, (uint)gpu.Tdp.Milliwatts, (uint)gpu.Tdp.Milliwatts);
        _settings = CardSettings.Read(file) ?? new CardSettings(Range.Default, null);
        Uuid = uuid;
        Reading = new GpuReport
        {
            Uuid = uuid, Index = index, Model = gpu.Product, State = GpuState.Ready, MaxCoreMegahertz = (uint)gpu.MaxClock.Value,
            MinLimitMilliwatts = Range.Min, MaxLimitMilliwatts = Range.Max, DefaultLimitMilliwatts = Range.Default, MemoryMegahertz = MemoryMegahertz,
        };
    }

    public string Uuid { get; }

    public LimitRange Range { get; }

    public GpuReport Reading { get; private set; }

    public IReadOnlyList<ProcessShare> Processes => [];

    private Megahertz Clock => _settings.Clocks is { } locked
        ? new Megahertz(Math.Clamp((int)locked.MaxMegahertz, _gpu.MinClock.Value, _gpu.MaxClock.Value))
        : _gpu.MaxClock;

    /// <param name="offered">Prefill that comes; null on a card that no pod holds.</param>
    /// <param name="seconds">Since the last look.</param>
    public void Look(double? offered, double seconds)
    {
        _work.Step(offered, seconds, _gpu.Ratio(Clock), (double)_settings.Limit / Range.Max);
        var noisy = _work.Share * (1 + Noise * (2 * _random.NextDouble() - 1));
        var draw = Math.Min(noisy * Range.Max, _settings.Limit);
        _joules += draw / 1000 * seconds;
        Reading = Reading with
        {
            DrawMilliwatts = (uint)draw,
            EnergyMillijoules = (ulong)(_joules * 1000),
            CoreMegahertz = (uint)Clock.Value,
            PowerLimitMilliwatts = _settings.Limit,
            EnforcedLimitMilliwatts = _settings.Limit,
            EventReasons = _work.IsAtLimit ? PowerCapReason : 0,
            TemperatureCelsius = (uint)(35 + 40 * _work.Share),
            UtilizationPercent = offered is null ? 0 : (uint)(70 + 30 * _work.Prefilling),
        };
    }

    public SetOutcome TrySetLimit(uint milliwatts) =>
        milliwatts < Range.Min || milliwatts > Range.Max ? SetOutcome.Refused : Keep(_settings with { Limit = milliwatts });

    public SetOutcome TryLockClocks(ClockRange clocks) => Keep(_settings with { Clocks = clocks });

    public SetOutcome TryUnlockClocks() => Keep(_settings with { Clocks = null });

    public uint? ReadLimit() => _settings.Limit;

    private SetOutcome Keep(CardSettings settings)
    {
        settings.Write(_file);
        _settings = settings;
        return SetOutcome.Done;
    }
}
