using System.Reflection;
using Headroom.Contracts.Power;
using Headroom.NodeAgent.Control;
using Headroom.NodeAgent.Energy;
using Headroom.NodeAgent.Gpus;
using Headroom.NodeAgent.Pods;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Hosting;

/// <summary>One round: looks at every card, lets the clamp set what it wants, and adds up energy. One thread.</summary>
internal sealed class NodeWatch
{
    private static readonly string Version =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private readonly AgentOptions _options;
    private readonly IGpuDriver _driver;
    private readonly PodDirectory _pods;
    private readonly ProcessPods _processes;
    private readonly HostPower _host;
    private readonly SafeLimitFile _store;
    private readonly CardActuator _actuator;
    private readonly SafetyClamp _clamp = new();
    private readonly ClampRunner _runner;
    private readonly PodMeter _podMeter = new();
    private readonly Dictionary<string, EnergyMeter> _meters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IGpuCard> _known = new(StringComparer.Ordinal);
    private readonly string _instance = Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.NextInt64()));
    private readonly string _bootId;
    private TimeSpan? _lookedAt;
    private long _rounds;

    public NodeWatch(AgentOptions options, IGpuDriver driver, PodDirectory pods, TimeProvider time)
    {
        _options = options;
        _driver = driver;
        _pods = pods;
        _processes = new ProcessPods(options.Proc, options.PodLogs, time);
        _host = new HostPower(options.Powercap);
        _store = new SafeLimitFile(options.StateFolder);
        _actuator = new CardActuator(options.IsReadOnly);
        _runner = new ClampRunner(_clamp, _actuator, _store);
        _bootId = ReadBootId(options.Proc);
    }

    /// <summary>When the lease in force ends; null without one.</summary>
    public TimeSpan? Deadline => _clamp.Deadline;

    public void Load(TimeSpan now) => _runner.Load(now);

    /// <summary>A lease, or the passing of time between two rounds.</summary>
    public void Handle(TimeSpan now, ClampEvent happened) => _runner.Handle(now, happened);

    public NodeSnapshot Look(TimeSpan now)
    {
        var cards = _driver.Look();
        var present = cards.Where(c => c.Reading.State == GpuState.Ready).ToList();
        _actuator.Use(present);
        TellClamp(now, present);
        var uses = new List<CardUse>(present.Count);
        foreach (var card in present)
        {
            ulong added = Meter(card.Uuid).Add(card.Reading.EnergyMillijoules, card.Reading.DrawMilliwatts, now);
            uses.Add(CardHolders.Of(card, added, _pods.Pods, _processes.Find));
        }

        _podMeter.Add(uses, now - (_lookedAt ?? now), now);
        _lookedAt = now;
        return new NodeSnapshot(Report(cards, now), Limitations(), _clamp.RefusedLeases, _actuator.Refusals);
    }

    /// <summary>Leaves every card at its safe limit.</summary>
    public void Stop(TimeSpan now) => _runner.Handle(now, new ClampEvent.Stopping());

    private void TellClamp(TimeSpan now, List<IGpuCard> present)
    {
        foreach (string uuid in _known.Keys.Where(u => !present.Exists(c => c.Uuid == u)).ToList())
        {
            _known.Remove(uuid);
            _runner.Handle(now, new ClampEvent.GpuGone(uuid));
        }

        _runner.Handle(now, new ClampEvent.Ticked());
        foreach (var card in present)
        {
            // Another object is another opening of the driver: what the card is set to must be found out anew.
            if (!ReferenceEquals(_known.GetValueOrDefault(card.Uuid), card))
            {
                _known[card.Uuid] = card;
                _runner.Handle(now, new ClampEvent.GpuFound(card.Uuid, card.Range));
            }

            if (card.ReadLimit() is { } limit)
            {
                _runner.Handle(now, new ClampEvent.LimitRead(card.Uuid, limit));
            }

            if (card.Reading.CoreMegahertz is { } core)
            {
                _runner.Handle(now, new ClampEvent.ClockRead(card.Uuid, core));
            }
        }
    }

    private NodeReport Report(IReadOnlyList<IGpuCard> cards, TimeSpan now) => new()
    {
        Node = _options.Node,
        AgentVersion = Version,
        BootId = _bootId,
        Instance = _instance,
        Number = ++_rounds,
        Driver = _driver.State,
        DriverVersion = _driver.Version,
        CanControl = _actuator.CanControl && _driver.State == DriverState.Ready,
        HostMilliwatts = _host.Read(now),
        Lease = _clamp.Newest,
        Gpus = [.. cards.Select(Report)],
        Pods = _podMeter.Read(),
    };

    private GpuReport Report(IGpuCard card)
    {
        var status = _clamp.StatusOf(card.Uuid);
        var reading = card.Reading;
        bool isReady = reading.State == GpuState.Ready;
        return reading with
        {
            // The clamp may have set another limit since the card was read.
            PowerLimitMilliwatts = isReady ? card.ReadLimit() : null,
            EnergyMillijoules = Meter(card.Uuid).Total,
            SafeLimitMilliwatts = status.SafeLimitMilliwatts,
            SafeLimitState = status.State,
            Lease = isReady ? status.Lease : null,
            LockedClocks = isReady ? status.LockedClocks : null,
        };
    }

    private List<string> Limitations()
    {
        string?[] found =
        [
            _driver.Problem,
            _options.IsReadOnly ? "reads only: limits and clocks are not set"
                : _actuator.CanControl ? null : "limits and clocks cannot be set: the driver takes them from root only",
            _pods.Problem,
            _host.Problem,
            _store.Problem,
        ];
        return [.. found.OfType<string>()];
    }

    private EnergyMeter Meter(string uuid)
    {
        if (!_meters.TryGetValue(uuid, out var meter))
        {
            _meters[uuid] = meter = new EnergyMeter();
        }

        return meter;
    }

    private static string ReadBootId(string proc)
    {
        try
        {
            return File.ReadAllText(Path.Combine(proc, "sys/kernel/random/boot_id")).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
