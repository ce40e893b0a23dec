using System.Net;
using System.Security.Cryptography.X509Certificates;
using Headroom.LocalCluster.Access;
using Headroom.LocalCluster.Discovery;
using Headroom.LocalCluster.Faults;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Snapshots;
using Headroom.LocalCluster.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headroom.LocalCluster.Hosting;

/// <summary>A running local cluster: the API on a loopback port, and the simulation behind it.</summary>
public sealed class LocalClusterHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TokenRegistry _tokens;

    private LocalClusterHost(WebApplication app, TokenRegistry tokens, X509Certificate2? certificate, string? corruptSnapshot)
    {
        _app = app;
        CorruptSnapshot = corruptSnapshot;
        CertificatePem = certificate?.ExportCertificatePem();
        _tokens = tokens;
        Faults = app.Services.GetRequiredService<ClusterFaults>();
        Address = new Uri(app.Urls.First());
        AdminToken = tokens.Add("headroom-local-admin", [User.Masters]);
    }

    public Uri Address { get; }

    public string AdminToken { get; }

    /// <summary>What goes wrong on purpose; nothing until told.</summary>
    public ClusterFaults Faults { get; }

    /// <summary>Why the snapshot was not used and where it was kept; null when it was read or there was none.</summary>
    public string? CorruptSnapshot { get; }

    /// <summary>What a client has to trust; null over plain HTTP.</summary>
    public string? CertificatePem { get; }

    /// <summary>YAML of a kubeconfig whose only context is the administrator.</summary>
    public string Kubeconfig => KubeconfigFile.Text(Address, AdminToken, CertificatePem);

    /// <summary>Listens, and answers only when the cluster's own objects exist.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalClusterHost> StartAsync(LocalClusterOptions options, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Speed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.WatchWindow);
        var certificate = options.Tls ? LoopbackCertificate.Create(options.Time.GetUtcNow()) : null;
        var app = Build(options, certificate);
        string? corrupt;
        try
        {
            // The controllers must exist before the first object: they learn of objects from changes alone.
            _ = app.Services.GetServices<IHostedService>().ToArray();
            corrupt = Restore(app.Services.GetRequiredService<SnapshotStore>(), options);
            app.Services.GetRequiredService<ClusterBootstrap>().Create();
            await app.StartAsync(ct);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var tokens = app.Services.GetRequiredService<TokenRegistry>();
        foreach (var user in options.Users)
        {
            tokens.Add(user.Name, user.Groups, user.Token);
        }

        return new LocalClusterHost(app, tokens, certificate, corrupt);
    }

    /// <returns>The bearer token of the new user.</returns>
    public string AddUser(string name, params IReadOnlyList<string> groups) => _tokens.Add(name, groups);

    /// <returns>A service account's token for an audience, bound to a node as a pod's projected token is.</returns>
    public string AddNodeToken(string scope, string account, string audience, string node) =>
        _tokens.AddServiceAccount(scope, account, $"{scope}-{account}", expiry: null, [audience], node);

    /// <summary>Completes when the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    // A snapshot that cannot be read must not keep the cluster from starting, nor be overwritten by its successor.
    private static string? Restore(SnapshotStore snapshots, LocalClusterOptions options)
    {
        if (options.Snapshot is not { } path)
        {
            return null;
        }

        try
        {
            snapshots.TryRestore(path);
            return null;
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
        {
            var aside = SnapshotFile.KeepAside(path, options.Time.GetUtcNow());
            return $"the snapshot {path} could not be read ({e.Message}); it is kept as {aside} and the cluster starts empty";
        }
    }

    private static WebApplication Build(LocalClusterOptions options, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        options.Logging?.Invoke(builder.Logging);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.MinResponseDataRate = null; // a watch may be silent for as long as nothing changes
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                var gate = kestrel.ApplicationServices.GetRequiredService<FaultGate>();
                listen.Use(next => connection => gate.ConnectAsync(connection, next));
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        AddServices(builder.Services, options);
        var app = builder.Build();
        app.Run(app.Services.GetRequiredService<FaultGate>().HandleAsync);
        return app;
    }

    private static void AddServices(IServiceCollection services, LocalClusterOptions options)
    {
        var versions = new VersionCounter();
        var registry = new KindRegistry();
        BuiltInKinds.Register(registry, versions, options.WatchWindow);
        var nodes = options.Nodes is { } given ? new NodesFile(given, StartDelay.Default) : NodesFile.Default();
        services.AddSingleton(options.Time);
        services.AddSingleton(versions);
        services.AddSingleton<SnapshotStore>();
        services.AddHostedService<TreeSweeper>();
        if (options.Snapshot is { } snapshot)
        {
            // Registered before the controllers, it stops after them and writes what they did last.
            services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<SnapshotWriter>(p, snapshot));
        }

        services.AddSingleton(registry);
        services.AddSingleton(new CustomKinds(registry, versions, options.WatchWindow));
        services.AddSingleton(options.StartDelay is { } delay ? nodes with { StartDelay = delay } : nodes);
        // A restored cluster draws on elsewhere, or it would give the uids of its old objects to new ones.
        services.AddSingleton(new Random(unchecked(options.Seed + (int)SnapshotFile.VersionOf(options.Snapshot))));
        services.AddSingleton<TokenRegistry>().AddSingleton<RbacAuthorizer>();
        services.AddSingleton<ObjectWriter>().AddSingleton<ObjectDeleter>().AddSingleton<PatchApplier>().AddSingleton<ScaleView>();
        services.AddSingleton<ReadHandler>().AddSingleton<WatchHandler>().AddSingleton<WriteHandler>().AddSingleton<SubresourceHandler>();
        services.AddSingleton<ReviewHandler>().AddSingleton<MetricsHandler>();
        services.AddSingleton<BuiltInSchemas>().AddSingleton<OpenApiDocuments>().AddSingleton<DiscoveryDocuments>().AddSingleton<DiscoveryHandler>();
        services.AddSingleton(new ClusterFaults(new Random(options.Seed), options.Time)).AddSingleton<FaultGate>();
        services.AddSingleton<PodBinder>().AddSingleton<ClusterBootstrap>().AddSingleton<ApiServer>();
        services.AddSimulation(options);
    }
}
