using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Metrics;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>What the event stream counts.</summary>
internal sealed class LiveInstruments
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _cut;
    private int _clients;

    public LiveInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(HeadroomMeter.Name);
        _sent = meter.CreateCounter<long>("headroom_stream_events_total", description: "Events offered to streams.");
        _cut = meter.CreateCounter<long>("headroom_stream_slow_clients_total", description: "Clients cut because their buffer was full.");
        meter.CreateObservableGauge("headroom_stream_clients", () => Volatile.Read(ref _clients), description: "Open event streams.");
    }

    public void Sent() => _sent.Add(1);

    public void Cut(int clients) => _cut.Add(clients);

    public void SetClients(int count) => Volatile.Write(ref _clients, count);
}
