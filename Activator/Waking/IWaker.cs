using Headroom.Activator.Routing;

namespace Headroom.Activator.Waking;

/// <summary>Asks whoever scales a service for a replica.</summary>
internal interface IWaker
{
    /// <exception cref="Exception">It could not be asked; it is asked again.</exception>
    Task WakeAsync(ServiceKey service, CancellationToken ct);
}
