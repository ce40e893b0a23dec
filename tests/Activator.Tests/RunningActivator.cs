using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Headroom.Activator.Hosting;
using Headroom.Activator.Routing;
using Headroom.Activator.Waking;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Headroom.Activator.Tests;

/// <summary>The activator as it runs, on loopback ports, with routes that the test says.</summary>
internal sealed class RunningActivator : IAsyncDisposable, IWaker
{
    public const string Host = "chat.test";
    public static readonly ServiceKey Key = new("prod", "chat");

    private readonly List<HttpClient> _clients = [];
    private WebApplication? _app;
    private Uri[] _urls = [];

    public ConcurrentQueue<ServiceKey> Asked { get; } = new();

    /// <summary>What being asked for a replica does.</summary>
    public Func<ServiceKey, Task> OnAsked { get; set; } = static _ => Task.CompletedTask;

    public RouteBook Book => _app!.Services.GetRequiredService<RouteBook>(); // Start has run before anybody holds one

    public int Port => _urls[0].Port;

    public Uri Url => _urls[0];

    public Uri H2c => _urls[1];

    public Uri Admin => _urls[2];

    public static async Task<RunningActivator> StartAsync(params string[] settings)
    {
        var activator = new RunningActivator();
        var fixedSettings = new Dictionary<string, string?>
        {
            ["Activator:Address"] = "127.0.0.1", ["Activator:Port"] = "0", ["Activator:H2cPort"] = "0", ["Activator:AdminPort"] = "0",
            ["Activator:DrainDelay"] = "00:00:00",
        };
        var app = ActivatorHost.Build(settings, builder =>
        {
            builder.Configuration.AddInMemoryCollection(fixedSettings);
            builder.Configuration.AddCommandLine(settings);
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IWaker>(activator);
        });
        activator._app = app;
        await app.StartAsync();
        activator._urls = [.. app.Urls.Select(static u => new Uri(u))];
        return activator;
    }

    /// <summary>The one service that most tests need.</summary>
    public void Route(Func<RoutedService, RoutedService>? with = null, params IPEndPoint[] ready)
    {
        var service = new RoutedService(Key, Host, "/");
        Book.Route([with?.Invoke(service) ?? service]);
        Book.Ready(Key, ready);
    }

    public HttpClient Client(bool isHttp2 = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = isHttp2 ? H2c : Url,
            DefaultRequestVersion = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Host = Host;
        _clients.Add(client);
        return client;
    }

    /// <summary>Sends bytes as they are and reads until the server closes.</summary>
    public async Task<string> SayAsync(string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                heard.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset, which a server may do once it has answered.
        }

        return heard.ToString();
    }

    public Task StopAsync() => _app!.StopAsync(); // as above

    public Task WakeAsync(ServiceKey service, CancellationToken ct)
    {
        Asked.Enqueue(service);
        return OnAsked(service);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static c => c.Dispose());
        if (_app is { } app)
        {
            using var now = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }
}
