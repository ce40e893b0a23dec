using System.Net;
using Headroom.Activator.Hosting;
using Headroom.Activator.Routing;
using Headroom.Activator.Waking;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Sources;

/// <summary>Routes from configuration: their replicas are always ready, and nobody can be asked for more.</summary>
internal sealed class StaticRoutes(RouteBook book, IOptions<ActivatorOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var services = options.Value.Services;
        book.Route(services.Select(s => new RoutedService(Key(s), s.Host, s.Path) { Protocol = s.Protocol, PerReplica = s.PerReplica, Asynchronous = s.Asynchronous }));
        foreach (var service in services)
        {
            book.Ready(Key(service), [.. service.Replicas.Select(IPEndPoint.Parse)]);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ServiceKey Key(StaticService service) => new("static", service.Name);
}

/// <summary>Where replicas are fixed there is nobody to ask.</summary>
internal sealed class NoWaker : IWaker
{
    public Task WakeAsync(ServiceKey service, CancellationToken ct) => Task.CompletedTask;
}
