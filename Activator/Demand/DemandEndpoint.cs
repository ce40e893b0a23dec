using System.Text.Json;
using Headroom.Activator.Routing;
using Headroom.Contracts.Demand;

namespace Headroom.Activator.Demand;

/// <summary>Answers with the demand of every routed service, for whoever scales them.</summary>
internal sealed class DemandEndpoint(RouteBook book, TimeProvider time)
{
    // Longer than any reader of it waits for a first response.
    private static readonly TimeSpan StartIsNew = TimeSpan.FromMinutes(5);

    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly long _startedAt = time.GetTimestamp();

    public DemandReport Report() => new(
        _instance,
        time.GetElapsedTime(_startedAt).TotalSeconds,
        [.. book.Gates.Select(Read).OrderBy(d => d.Namespace, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)]);

    public Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, Report(), DemandJson.Default.DemandReport, context.RequestAborted);
    }

    private ServiceDemand Read(Holding.ServiceGate gate)
    {
        var reading = gate.Read();
        return new ServiceDemand(
            gate.Key.Namespace, gate.Key.Name, reading.InFlight, reading.Queued, reading.Arrived, reading.Refused,
            reading.ColdStarts, reading.Ready, Math.Round(reading.BusySeconds, 6), Math.Round(reading.IdleSeconds, 3), Starts(gate));
    }

    private List<ReplicaStart> Starts(Holding.ServiceGate gate)
    {
        var now = time.GetTimestamp();
        double Ago(long at) => Math.Round(time.GetElapsedTime(at, now).TotalSeconds, 6);
        double? AgoIfAny(long at) => at == 0 ? null : Ago(at);
        return
        [
            .. gate.Replicas.Where(r => time.GetElapsedTime(r.ReadyAt, now) < StartIsNew)
                .Select(r => new ReplicaStart(r.Address.Address.ToString(), AgoIfAny(r.WantedAt), Ago(r.ReadyAt), AgoIfAny(r.FirstByteAt))),
        ];
    }
}
