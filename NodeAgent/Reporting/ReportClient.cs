using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;
using Headroom.NodeAgent.Hosting;

namespace Headroom.NodeAgent.Reporting;

/// <summary>Posts reports to the leader and brings its leases.</summary>
/// <remarks>
/// The configured address may be any replica's. One that does not lead names the leader, and from then on reports go
/// straight there; when the leader fails, back to the configured address. One report is under way at a time.
/// </remarks>
internal sealed class ReportClient(AgentOptions options, ServerTrust trust, AgentLog log) : IDisposable
{
    // A reply later than this would bring a lease that is nearly over; the next report asks for a fresh one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int MaxHops = 3;

    private readonly WireWriter _writer = new();
    private HttpClient? _http;
    private string? _leader;

    /// <summary>Reports that brought a lease.</summary>
    public long Delivered { get; private set; }

    public long Failed { get; private set; }

    /// <returns>The lease; null when there was no usable reply, which is logged when it begins.</returns>
    public async Task<PowerLease?> SendAsync(NodeReport report, CancellationToken ct)
    {
        try
        {
            var lease = await SendToLeaderAsync(report, ct);
            log.Changed("control plane", null);
            Delivered++;
            return lease;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Whatever it is, the cards must be watched on; without a lease they are safe.
            Failed++;
            log.Changed("control plane", e is OperationCanceledException ? $"no reply within {Patience.TotalSeconds:0} s" : (e.InnerException ?? e).Message);
            Turn(leader: null);
            return null;
        }
    }

    public void Dispose() => _http?.Dispose();

    private async Task<PowerLease> SendToLeaderAsync(NodeReport report, CancellationToken ct)
    {
        _writer.Clear();
        NodeReportCodec.Write(_writer, report);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        for (int hop = 0; hop < MaxHops; hop++)
        {
            using var response = await PostAsync(limit.Token);
            if (response.StatusCode == HttpStatusCode.MisdirectedRequest
                && response.Headers.TryGetValues(AgentProtocol.LeaderHeader, out var leaders) && leaders.FirstOrDefault() is { } leader)
            {
                Turn(leader);
                continue;
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return response.IsSuccessStatusCode
                ? PowerLeaseCodec.Read(body)
                : throw new HttpRequestException($"answers {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        }

        throw new HttpRequestException($"every replica names another leader, the last one {_leader}");
    }

    private async Task<HttpResponseMessage> PostAsync(CancellationToken ct)
    {
        // Read each time: the kubelet replaces a projected token long before it ends.
        string token = (await File.ReadAllTextAsync(options.TokenFile, ct)).Trim();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.ControlPlane!, AgentProtocol.ReportPath)) // no client is made without an address
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(_writer.Written),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(AgentProtocol.ContentType);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await (_http ??= Connect()).SendAsync(request, ct);
    }

    private void Turn(string? leader)
    {
        if (leader != _leader)
        {
            _leader = leader;
            _http?.Dispose();
            _http = null;
        }
    }

    // The URL, and with it the name in the certificate, stays the configured one: only the connection goes to the leader.
    private HttpClient Connect()
    {
        var address = Endpoint();
        return new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            SslOptions = trust.Options(),
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(address, ct);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        });
    }

    private DnsEndPoint Endpoint()
    {
        var url = _leader is null ? options.ControlPlane! : new Uri("https://" + _leader); // no client is made without an address
        return new DnsEndPoint(url.IdnHost.Trim('[', ']'), url.Port);
    }
}
