using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;
using Headroom.ControlPlane.Api.Power;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Power.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Power;

/// <summary>The control plane with an address for agents.</summary>
internal sealed class AgentsServer : IAsyncDisposable, IAgentLeadership, INodeLeases
{
    private ApiServer _server = null!; // set by StartAsync, the only way to get one
    private HttpClient _http = null!; // likewise

    public long? Term { get; set; } = 4;

    public string? LeaderAddress { get; set; }

    public GpuCap[] Caps { get; set; } = [];

    public FakeReviewer Reviewer => _server.Reviewer;

    public IPowerTelemetry Telemetry => _server.Services.GetRequiredService<IPowerTelemetry>();

    public Uri Main => _server.Main;

    public static async Task<AgentsServer> StartAsync(params string[] settings)
    {
        var server = new AgentsServer();
        server._server = await ApiServer.StartAsync(
            b =>
            {
                b.Services.AddSingleton<IAgentLeadership>(server);
                b.Services.AddSingleton<INodeLeases>(server);
            },
            ["--Agents:Url=http://127.0.0.1:0", .. settings]);
        var addresses = server._server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        server._http = new HttpClient { BaseAddress = new Uri(addresses.Last()) };
        return server;
    }

    public PowerLease Grant(NodeReading reading, LeaseStamp stamp) =>
        new() { Stamp = stamp, Caps = Caps, Duration = Caps.Length > 0 ? TimeSpan.FromSeconds(5) : TimeSpan.Zero };

    public async Task<HttpResponseMessage> PostAsync(string? token, NodeReport report, Uri? to = null)
    {
        var writer = new WireWriter();
        NodeReportCodec.Write(writer, report);
        return await PostAsync(token, writer.Written.ToArray(), to);
    }

    public async Task<HttpResponseMessage> PostAsync(string? token, byte[] body, Uri? to = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(to ?? _http.BaseAddress!, AgentProtocol.ReportPath)) { Content = new ByteArrayContent(body) };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
