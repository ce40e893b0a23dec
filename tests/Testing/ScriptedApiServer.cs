using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;

namespace Headroom.Testing;

/// <summary>A real HTTP server on loopback that answers as the test says.</summary>
public sealed class ScriptedApiServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly List<KubernetesClient> _clients = [];
    private WebApplication? _app;
    private int _port;

    private ScriptedApiServer(Func<HttpContext, RecordedRequest, Task> answer) => Answer = answer;

    /// <summary>May be replaced while the server runs.</summary>
    public Func<HttpContext, RecordedRequest, Task> Answer { get; set; }

    public Uri Url => new($"http://127.0.0.1:{_port}");

    /// <summary>In order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public static async Task<ScriptedApiServer> StartAsync(Func<HttpContext, RecordedRequest, Task> answer)
    {
        var server = new ScriptedApiServer(answer);
        await server.StartAsync();
        return server;
    }

    /// <summary>A client of this server on the wall clock; it is disposed with the server.</summary>
    public KubernetesClient Client(IBearerTokenSource? token = null, TimeProvider? time = null)
    {
        var connection = new KubernetesConnection(Url) { Token = token, ProxyUrl = null };
        var client = new KubernetesClient(connection, time ?? TimeProvider.System, NullLoggerFactory.Instance);
        _clients.Add(client);
        return client;
    }

    /// <summary>Starts, or starts again on the same port.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, _port));
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    /// <summary>Empties <see cref="Requests"/>.</summary>
    public void Forget() => _requests.Clear();

    /// <summary>Cuts every connection and refuses new ones.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await StopAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = new Dictionary<string, StringValues>(context.Request.Headers, StringComparer.OrdinalIgnoreCase);
        var recorded = new RecordedRequest(context.Request.Method, target, headers, body);
        _requests.Enqueue(recorded);
        try
        {
            await Answer(context, recorded);
        }
        catch (OperationCanceledException)
        {
            // The client went away, which watches do.
        }
    }
}
