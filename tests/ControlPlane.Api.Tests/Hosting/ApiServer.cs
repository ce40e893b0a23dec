using System.Net.Http.Headers;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Hosting;
using Headroom.Operators.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>The control plane on real sockets, with a fake cluster and fake controllers.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app, FakeReviewer reviewer, FakeAutoscalers autoscalers)
    {
        _app = app;
        Reviewer = reviewer;
        Autoscalers = autoscalers;
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToList();
        Main = new Uri(addresses[0]);
        Metrics = new Uri(addresses[1]);
        Probes = new Uri(addresses[2]);
    }

    public FakeReviewer Reviewer { get; }

    public FakeAutoscalers Autoscalers { get; }

    public Uri Main { get; }

    public Uri Metrics { get; }

    public Uri Probes { get; }

    public IServiceProvider Services => _app.Services;

    public IDecisionJournal Journal => Services.GetRequiredService<IDecisionJournal>();

    public static Task<ApiServer> StartAsync(params string[] settings) => StartAsync(static _ => { }, settings);

    public static async Task<ApiServer> StartAsync(Action<WebApplicationBuilder> configure, params string[] settings)
    {
        var reviewer = new FakeReviewer();
        var autoscalers = new FakeAutoscalers();
        string[] addresses = ["--urls=http://127.0.0.1:0", "--Metrics:Url=http://127.0.0.1:0", "--Probes:Url=http://127.0.0.1:0"];
        var app = ControlPlaneHost.Build([.. addresses, "--Store:CheckPeriod=00:00:00.2", "--Store:MaxBackoff=00:00:00.5", .. settings], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IAccessReviewer>(reviewer);
            builder.Services.AddSingleton<IAutoscalerQueries>(autoscalers);
            configure(builder);
        });
        await app.StartAsync();
        return new ApiServer(app, reviewer, autoscalers);
    }

    /// <summary>Every request carries the token; null sends none and keeps cookies.</summary>
    public HttpClient Client(string? token = "admin")
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Main };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
