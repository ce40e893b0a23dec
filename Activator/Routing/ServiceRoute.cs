using Headroom.Activator.Holding;

namespace Headroom.Activator.Routing;

/// <summary>A service as it is routed now, and the gate that its requests pass whatever the route says.</summary>
internal sealed record ServiceRoute(RoutedService Service, ServiceGate Gate);
