using System.Net;
using System.Text;
using Headroom.Activator.Asynchronous;
using Headroom.Activator.Demand;
using Headroom.Activator.Forwarding;
using Headroom.Activator.Forwarding.Http1;
using Headroom.Activator.Forwarding.Http2;
using Headroom.Activator.Holding;
using Headroom.Activator.Routing;
using Headroom.Activator.Sources;
using Headroom.Activator.Waking;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Hosting;

/// <summary>Composes the activator.</summary>
internal static class ActivatorHost
{
    // Common servers' own: larger heads are an attack or a mistake.
    private const int LargestHead = 32 * 1024;
    private const int MostHeaders = 100;

    /// <param name="args">Command line, over environment variables, over appsettings.json.</param>
    /// <param name="configure">Runs first, so that what it registers stands.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // A line for each request would cost more than the request.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        configure?.Invoke(builder);
        var services = builder.Services;
        services.AddOptions<ActivatorOptions>().BindConfiguration(ActivatorOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ActivatorOptions>, ActivatorOptionsValidator>();
        var options = builder.Configuration.GetSection(ActivatorOptions.Section).Get<ActivatorOptions>() ?? new ActivatorOptions();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = options.ShutdownLimit);
        // As in Program.cs, for the sockets of clients.
        builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        AddDataPlane(services, options);
        if (services.Any(s => s.ServiceType == typeof(IWaker)))
        {
            // The caller brings routes of its own.
        }
        else if (options.Services.Count > 0)
        {
            services.AddSingleton<IWaker, NoWaker>();
            services.AddHostedService<StaticRoutes>();
        }
        else
        {
            services.AddClusterRoutes(options);
        }

        services.TryAddSingleton<ISourceReadiness, AlwaysReady>();
        var app = builder.Build();
        var admin = app.Services.GetRequiredService<AdminPages>();
        var pipeline = app.Services.GetRequiredService<ActivatorPipeline>();
        app.Run(context => AdminPort.IsOf(context) ? admin.AnswerAsync(context) : pipeline.HandleAsync(context));
        return app;
    }

    private static void AddDataPlane(IServiceCollection services, ActivatorOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new Peers(options.Index % options.Count, options.Count));
        services.AddSingleton<WakeLoop>();
        services.AddSingleton<RouteBook>();
        services.AddSingleton<Http1Upstream>();
        services.AddSingleton<Http2Upstream>();
        services.AddSingleton<ActivatorPipeline>();
        services.AddOptions<AsynchronousOptions>().BindConfiguration(AsynchronousOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AsynchronousOptions>, AsynchronousOptionsValidator>();
        services.AddSingleton<RequestStore>();
        services.AddSingleton<RequestIntake>();
        services.AddSingleton<DeliveryMark>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<Deliverer>();
        services.AddHostedService<DeliveryLoop>();
        services.AddSingleton<DemandEndpoint>();
        services.AddSingleton<AdminPages>();
        services.AddSingleton<Draining>();
        services.AddHostedService(static p => p.GetRequiredService<Draining>());
        services.AddHostedService<PoolTrimmer>();
    }

    private static void Listen(KestrelServerOptions kestrel, ActivatorOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = LargestHead;
        kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
        kestrel.Limits.RequestHeadersTimeout = options.HeadTimeout;
        // Bytes are relayed as they are; which characters they mean is between client and service.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        var address = IPAddress.Parse(options.Address);
        kestrel.Listen(address, options.Port, static l => l.Protocols = HttpProtocols.Http1);
        kestrel.Listen(address, options.H2cPort, static l => l.Protocols = HttpProtocols.Http2);
        kestrel.Listen(address, options.AdminPort, static l =>
        {
            l.Protocols = HttpProtocols.Http1;
            AdminPort.Use(l);
        });
    }
}
