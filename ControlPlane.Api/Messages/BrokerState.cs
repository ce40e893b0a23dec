using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Metrics;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>Whether events reach other replicas now, as the bus itself says.</summary>
internal sealed class BrokerState
{
    private readonly BrokerAddress _broker;
    private readonly MessageBus _bus;
    private readonly MessageInstruments _instruments;

    public BrokerState(BrokerAddress broker, MessageBus bus, MessageInstruments instruments, IMeterFactory meters)
    {
        _broker = broker;
        _bus = bus;
        _instruments = instruments;
        meters.Create(HeadroomMeter.Name).CreateObservableGauge(
            "headroom_broker_connected", () => IsConnected ? 1 : 0, description: "1 while the broker can be used, and where none is configured.");
    }

    public bool IsConnected => !_broker.IsConfigured || _bus.IsHealthy;

    /// <summary>One line, for /readyz.</summary>
    public string Detail =>
        !_broker.IsConfigured ? "in memory"
        : IsConnected ? $"connected to {_broker.Display}, {_instruments.Waiting} events wait"
        : $"unavailable: {_broker.Display}, {_instruments.Waiting} events wait";
}
