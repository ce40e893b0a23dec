using Headroom.Contracts.Power;
using Headroom.NodeAgent.Gpus;
using Headroom.NodeAgent.Nvml.Native;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Nvml;

/// <summary>One card by its handle. What the card does not support reads as unknown.</summary>
internal sealed class NvmlCard : IGpuCard
{
    private readonly nint _handle;
    private readonly GpuReport _facts;
    private readonly NvmlProcesses _processes;
    private readonly NvmlSlices _slices;

    // What the driver does not have or the card does not support is asked once, not every second.
    private readonly HashSet<string> _unsupported = new(StringComparer.Ordinal);

    private NvmlCard(nint handle, GpuReport facts)
    {
        _handle = handle;
        _processes = new NvmlProcesses(handle);
        _slices = new NvmlSlices(handle);
        bool hasRange = Get("constraints", NvmlApi.LimitConstraints(handle, out uint min, out uint max));
        uint? byDefault = Get("default", NvmlApi.DefaultLimit(handle, out uint usual), usual);
        Range = hasRange ? new LimitRange(min, max, byDefault ?? max) : LimitRange.Unknown;
        _facts = facts with
        {
            MinLimitMilliwatts = hasRange ? min : null,
            MaxLimitMilliwatts = hasRange ? max : null,
            DefaultLimitMilliwatts = byDefault,
            MaxCoreMegahertz = Get("max clock", NvmlApi.MaxClock(handle, NvmlApi.CoreClock, out uint top), top),
        };
        Reading = _facts;
    }

    public string Uuid => _facts.Uuid;

    public LimitRange Range { get; }

    public GpuReport Reading { get; private set; }

    public IReadOnlyList<ProcessShare> Processes => _processes.Shares;

    /// <summary>The worst answer of the last look; success when there was none but "not supported".</summary>
    public NvmlResult Trouble { get; private set; }

    /// <summary>The card at an index; null when the driver will not say whose it is.</summary>
    public static NvmlCard? Open(uint index, out NvmlResult result)
    {
        result = NvmlApi.Handle(index, out nint handle);
        if (result != NvmlResult.Success)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[NvmlApi.TextLength];
        result = NvmlApi.Uuid(handle, text, NvmlApi.TextLength);
        if (result != NvmlResult.Success)
        {
            return null;
        }

        string uuid = NvmlLibrary.Text(text);
        string model = NvmlApi.Name(handle, text, NvmlApi.TextLength) == NvmlResult.Success ? NvmlLibrary.Text(text) : "";
        return new NvmlCard(handle, new GpuReport { Uuid = uuid, Index = index, Model = model, State = GpuState.Ready });
    }

    public void Look()
    {
        Trouble = NvmlResult.Success;
        var reading = _facts with
        {
            DrawMilliwatts = Get("draw", NvmlApi.PowerUsage(_handle, out uint draw), draw),
            EnergyMillijoules = Ask("energy", out ulong energy, (out ulong v) => NvmlApi.Energy(_handle, out v)) ? energy : null,
            CoreMegahertz = Get("clock", NvmlApi.Clock(_handle, NvmlApi.CoreClock, out uint core), core),
            MemoryMegahertz = Get("memory clock", NvmlApi.Clock(_handle, NvmlApi.MemoryClock, out uint memory), memory),
            PowerLimitMilliwatts = Get("limit", NvmlApi.PowerLimit(_handle, out uint limit), limit),
            EnforcedLimitMilliwatts = Get("enforced", NvmlApi.EnforcedLimit(_handle, out uint enforced), enforced),
            EventReasons = Ask("reasons", out ulong reasons, (out ulong v) => NvmlApi.EventReasons(_handle, out v)) ? reasons : null,
            TemperatureCelsius = Get("temperature", NvmlApi.Temperature(_handle, NvmlApi.DieSensor, out uint celsius), celsius),
            UtilizationPercent = Get("utilization", NvmlApi.Utilization(_handle, out var rates), rates.GpuPercent),
            MigSlices = _slices.Read(),
        };
        _processes.Look(isMig: _slices.IsMig);
        Reading = Trouble == NvmlResult.GpuIsLost ? _facts with { State = GpuState.Lost } : reading;
    }

    public SetOutcome TrySetLimit(uint milliwatts) => Outcome(NvmlApi.SetPowerLimit(_handle, milliwatts));

    public SetOutcome TryLockClocks(ClockRange clocks) => OutcomeOf(() => NvmlApi.LockClocks(_handle, clocks.MinMegahertz, clocks.MaxMegahertz));

    public SetOutcome TryUnlockClocks() => OutcomeOf(() => NvmlApi.UnlockClocks(_handle));

    public uint? ReadLimit() => NvmlApi.PowerLimit(_handle, out uint limit) == NvmlResult.Success ? limit : null;

    private delegate NvmlResult Getter(out ulong value);

    private uint? Get(string what, NvmlResult result, uint value) => Get(what, result) ? value : null;

    private bool Get(string what, NvmlResult result)
    {
        if (result is NvmlResult.Success)
        {
            return true;
        }

        if (result is NvmlResult.NotSupported or NvmlResult.FunctionNotFound)
        {
            _unsupported.Add(what);
        }
        else if (Trouble != NvmlResult.GpuIsLost)
        {
            Trouble = result;
        }

        return false;
    }

    // For functions that came after the oldest drivers still in use.
    private bool Ask(string what, out ulong value, Getter getter)
    {
        value = 0;
        if (_unsupported.Contains(what))
        {
            return false;
        }

        try
        {
            return Get(what, getter(out value));
        }
        catch (EntryPointNotFoundException)
        {
            return Get(what, NvmlResult.FunctionNotFound);
        }
    }

    private static SetOutcome OutcomeOf(Func<NvmlResult> set)
    {
        try
        {
            return Outcome(set());
        }
        catch (EntryPointNotFoundException)
        {
            return SetOutcome.Refused;
        }
    }

    private static SetOutcome Outcome(NvmlResult result) => result switch
    {
        NvmlResult.Success => SetOutcome.Done,
        NvmlResult.NoPermission => SetOutcome.NotPermitted,
        _ => SetOutcome.Refused,
    };
}
