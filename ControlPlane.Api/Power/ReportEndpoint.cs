using System.Buffers;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;
using Headroom.ControlPlane.Api.Access;
using Headroom.Operators.Power.Telemetry;

namespace Headroom.ControlPlane.Api.Power;

/// <summary>
/// POST of a report, answered with a lease: 5,000 a second at 5,000 nodes, so it stands before routing and the rest of the
/// pipeline, reads into one rented buffer and uses the texts of the node's last report again.
/// </summary>
internal sealed class ReportEndpoint(IAgentLeadership leadership, AgentReviews reviews, IPowerTelemetry telemetry, AgentInstruments instruments)
{
    [ThreadStatic]
    private static WireWriter? _writer;

    public async Task HandleAsync(HttpContext http)
    {
        var ct = http.RequestAborted;

        // The term before anything else: a leadership that ends meanwhile leaves a lease that a newer one overrules.
        if (leadership.Term is not { } term)
        {
            await SendToLeaderAsync(http);
            return;
        }

        try
        {
            await (await IdentifyAsync(http.Request, ct) switch
            {
                AgentIdentity.Node node => ExchangeAsync(http, node.Name, term, ct),
                AgentIdentity.Other other => RefuseAsync(http, StatusCodes.Status403Forbidden, other.Detail),
                _ => RefuseAsync(http, StatusCodes.Status401Unauthorized, $"No bearer token with audience {AgentProtocol.Audience} that the cluster accepts."),
            });
        }
        catch (AccessUnavailableException e)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    private ValueTask<AgentIdentity> IdentifyAsync(HttpRequest request, CancellationToken ct)
    {
        var authorization = request.Headers.Authorization;
        var token = authorization.Count == 1 ? BearerToken.Find(authorization[0]) : [];
        return token.IsEmpty ? new ValueTask<AgentIdentity>(new AgentIdentity.Unknown()) : reviews.ReviewAsync(token, ct);
    }

    private async Task ExchangeAsync(HttpContext http, string node, long term, CancellationToken ct)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(AgentProtocol.MaxReportBytes);
        try
        {
            int length = await ReadAsync(http.Request.Body, buffer, ct);
            if (length < 0)
            {
                await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, $"A report has at most {AgentProtocol.MaxReportBytes} bytes.");
                return;
            }

            var report = NodeReportCodec.Read(buffer.AsSpan(0, length), telemetry.Find(node)?.Report);
            if (report.Node != node)
            {
                await RefuseAsync(http, StatusCodes.Status403Forbidden, $"The token is bound to node {node}, the report is of {report.Node}.");
                return;
            }

            var lease = telemetry.Exchange(report, term);
            instruments.Count(StatusCodes.Status200OK);
            await AnswerAsync(http.Response, lease, ct);
        }
        catch (WireFormatException e)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, e.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>The bytes read; -1 when there are more than fit.</returns>
    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, CancellationToken ct)
    {
        int length = 0;
        while (true)
        {
            if (length == AgentProtocol.MaxReportBytes)
            {
                return -1;
            }

            int read = await body.ReadAsync(buffer.AsMemory(length, AgentProtocol.MaxReportBytes - length), ct);
            if (read == 0)
            {
                return length;
            }

            length += read;
        }
    }

    private static async Task AnswerAsync(HttpResponse response, PowerLease lease, CancellationToken ct)
    {
        var writer = _writer ??= new WireWriter();
        writer.Clear();
        PowerLeaseCodec.Write(writer, lease);
        response.ContentType = AgentProtocol.ContentType;
        response.ContentLength = writer.Written.Length;

        // Copied before the first await: another request of this thread may use the writer then.
        response.BodyWriter.Write(writer.Written.Span);
        await response.BodyWriter.FlushAsync(ct);
    }

    private Task SendToLeaderAsync(HttpContext http)
    {
        if (leadership.LeaderAddress is not { } leader)
        {
            return RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "This replica does not lead, and knows no leader that agents can reach.");
        }

        http.Response.Headers[AgentProtocol.LeaderHeader] = leader;
        return RefuseAsync(http, StatusCodes.Status421MisdirectedRequest, $"The leader is {leader}.");
    }

    private Task RefuseAsync(HttpContext http, int status, string detail)
    {
        instruments.Count(status);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(detail, http.RequestAborted);
    }
}
