using Headroom.Contracts.Demand;
using Headroom.Kubernetes;

namespace Headroom.Operators.Serverless.Demand;

/// <summary>One reading of all activators.</summary>
internal sealed class DemandPicture
{
    private readonly Dictionary<ObjectKey, ServiceLoad> _loads = [];
    private readonly Dictionary<(ObjectKey Service, string Address), SeenStart> _starts = [];

    private DemandPicture(bool isWhole) => IsWhole = isWhole;

    public static DemandPicture Unknown { get; } = new(isWhole: false);

    /// <summary>False when an activator did not answer: what it knows may be all there is.</summary>
    public bool IsWhole { get; }

    /// <param name="reports">By address; null for an activator that did not answer.</param>
    /// <param name="before">The reports that the reading before was made of.</param>
    /// <param name="now">When they were read.</param>
    public static DemandPicture Of(
        IReadOnlyDictionary<string, DemandReport?> reports, IReadOnlyDictionary<string, DemandReport?> before, DateTimeOffset now)
    {
        var picture = new DemandPicture(reports.Count > 0 && reports.Values.All(static r => r is not null));
        foreach (var (address, report) in reports)
        {
            // After a restart its counts begin anew: everything it says happened since then.
            var last = before.GetValueOrDefault(address) is { } old && old.Instance == report?.Instance ? old : null;
            var known = last?.Services.ToDictionary(Key) ?? [];
            foreach (var service in report?.Services ?? [])
            {
                picture.Add(service, known.GetValueOrDefault(Key(service)), report!.UptimeSeconds - (last?.UptimeSeconds ?? 0)); // its services are looked at
                picture.AddStarts(service, now);
            }
        }

        return picture;
    }

    /// <returns>Null for a service that no activator routes.</returns>
    public ServiceLoad? Find(ObjectKey service) => _loads.TryGetValue(service, out var load) ? load : null;

    /// <returns>Null for a replica that no activator knows to have started of late.</returns>
    public SeenStart? FindStart(ObjectKey service, string address) => _starts.TryGetValue((service, address), out var start) ? start : null;

    private void AddStarts(ServiceDemand service, DateTimeOffset now)
    {
        foreach (var start in service.Starts ?? [])
        {
            DateTimeOffset? Ago(double? seconds) => seconds is { } ago ? now.AddSeconds(-ago) : null;
            var key = (Key(service), start.Address);
            var seen = new SeenStart(Ago(start.WantedAgoSeconds), Ago(start.FirstByteAgoSeconds));
            _starts[key] = _starts.TryGetValue(key, out var other) ? seen.And(other) : seen;
        }
    }

    private void Add(ServiceDemand now, ServiceDemand? before, double seconds)
    {
        var mean = seconds > 0 ? (now.BusySeconds - (before?.BusySeconds ?? 0)) / seconds : 0;
        var mine = new ServiceLoad(now.InFlight + now.Queued, mean, now.Arrived - (before?.Arrived ?? 0), TimeSpan.FromSeconds(now.IdleSeconds)) { Queued = now.Queued };
        _loads[Key(now)] = _loads.TryGetValue(Key(now), out var other)
            ? new ServiceLoad(mine.Now + other.Now, mine.Mean + other.Mean, mine.Arrivals + other.Arrivals, mine.Idle < other.Idle ? mine.Idle : other.Idle) { Queued = mine.Queued + other.Queued }
            : mine;
    }

    private static ObjectKey Key(ServiceDemand demand) => new(demand.Namespace, demand.Name);
}
