using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Allowances;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Controllers;
using Headroom.ControlPlane.Api.Energy;
using Headroom.ControlPlane.Api.Jobs;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Manifests;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Metrics;
using Headroom.ControlPlane.Api.Overview;
using Headroom.ControlPlane.Api.Portal;
using Headroom.ControlPlane.Api.Power;
using Headroom.ControlPlane.Api.Serverless;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.WhatIf;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>Composes the control plane and runs it.</summary>
internal static class ControlPlaneHost
{
    /// <param name="args">Command line.</param>
    /// <param name="configure">Runs first, so that what it registers stands; the program adds its controllers here.</param>
    /// <exception cref="StartupException">An address cannot be read.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,

            // appsettings.json and web/dist lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        configure?.Invoke(builder);
        var addresses = ListenPlan.Read(builder.Configuration);

        // Said by the plan from here on; else Kestrel warns that the two differ.
        builder.Configuration.AddInMemoryCollection([new("urls", "")]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024; // The largest body is an edited object.
            foreach (var address in addresses)
            {
                address.Listen(kestrel);
            }
        });
        builder.Services.AddSingleton(addresses);

        builder.Services
            .AddMetricsExposition()
            .AddAccess()
            .AddLiveEvents()
            .AddMessages(builder.Configuration)
            .AddHeadroomStore()
            .AddJournal()
            .AddServerlessJournal()
            .AddAudit()
            .AddOverview()
            .AddWhatIf()
            .AddManifests()
            .AddJobs()
            .AddEnergy()
            .AddPortal()
            .AddAgents()
            .AddAllowances()
            .AddHeadroomApi();
        var app = builder.Build();
        app.Services.StartMetrics();
        app.UseHeadroomApi();
        return app;
    }

    /// <returns>The process' exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args, static builder => builder.Services.AddHeadroomControllers());

            // Before anything is started: the host itself would log a stack trace beside the line.
            app.Services.GetService<IStartupValidator>()?.Validate();
            if (app.Services.GetRequiredService<IReadOnlyList<ListenAddress>>().FirstOrDefault(static a => a.IsTaken()) is { } taken)
            {
                throw new StartupException($"{taken.Binding} is taken by another process; choose another with --urls, --Metrics:Url or --Probes:Url");
            }

            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (Explain(e) is { } reason)
        {
            await Console.Error.WriteLineAsync("headroom: " + reason);
            return 1;
        }
    }

    private static string? Explain(Exception e) => e switch
    {
        StartupException or OptionsValidationException => e.Message,
        IOException => e.Message, // An address in use, a kubeconfig or certificate that is not there.
        _ => null,
    };
}
