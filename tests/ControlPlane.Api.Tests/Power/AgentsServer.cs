using System.Threading.Channels;
using Headroom.Contracts.Allowances;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;
using Headroom.ControlPlane.Api.Power;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Power.Allowances;
using Headroom.Operators.Power.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Power;

/// <summary>The control plane with an address for agents.</summary>
internal sealed class AgentsServer : IAsyncDisposable, IAgentLeadership, INodeLeases, IPowerAllowances
{
    private ApiServer _server = null!; // set by StartAsync, the only way to get one
    private HttpClient _http = null!; // likewise
    private long _sequence;

    public long? Term { get; set; } = 4;

    public string? LeaderAddress { get; set; }

    public GpuCap[] Caps { get; set; } = [];

    public FakeReviewer Reviewer => _server.Reviewer;

    public IPowerTelemetry Telemetry => _server.Services.GetRequiredService<IPowerTelemetry>();

    public Uri Main => _server.Main;

    public PowerAllowances? Allowances { get; set; }

    public Channel<bool> Changes { get; } = Channel.CreateUnbounded<bool>();

    public ApiServer Api => _server;

    public Uri Agents => _http.BaseAddress!; // given at start

    public static async Task<AgentsServer> StartAsync(params string[] settings)
    {
        var server = new AgentsServer();
        server._server = await ApiServer.StartAsync(
            b =>
            {
                b.Services.AddSingleton<IAgentLeadership>(server);
                b.Services.AddSingleton<INodeLeases>(server);
                b.Services.AddSingleton<IPowerAllowances>(server);
            },
            ["--Agents:Url=http://127.0.0.1:0", .. settings]);
        var addresses = server._server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        server._http = new HttpClient { BaseAddress = new Uri(addresses.Last()) };
        return server;
    }

    public PowerLease Grant(NodeReading reading, LeaseStamp stamp) =>
        new() { Stamp = stamp, Caps = Caps, Duration = Caps.Length > 0 ? TimeSpan.FromSeconds(5) : TimeSpan.Zero };

    public PowerAllowances? Issue(string? domain, TimeSpan after)
    {
        if (Term is not { } term || Allowances is not { } allowances)
        {
            return null;
        }

        return allowances with
        {
            Stamp = new LeaseStamp(term, Interlocked.Increment(ref _sequence)),
            IssuedAfterMilliseconds = (long)after.TotalMilliseconds,
            Domains = [.. allowances.Domains.Where(d => domain is null || d.Domain == domain)],
        };
    }

    public ChannelReader<bool> Watch() => Changes.Reader;

    public void Unwatch(ChannelReader<bool> watch)
    {
    }

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
