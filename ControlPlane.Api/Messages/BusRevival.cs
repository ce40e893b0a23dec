using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>
/// Replaces the bus where it stays away from a broker that answers. It reconnects by itself, but not always: of replicas that were
/// stopped past their heartbeats about one in ten never did.
/// </summary>
internal sealed partial class BusRevival(
    BrokerAddress broker, BrokerState state, MessageBus bus, IOptions<MessagingOptions> options, TimeProvider time, ILogger<BusRevival> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!broker.IsConfigured)
        {
            return;
        }

        using var timer = new PeriodicTimer(Period, time);
        var since = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (state.IsConnected || !await AnswersAsync(stoppingToken))
            {
                // While the broker itself is away the old bus and its queue are what finds the events again.
                since = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(since) >= options.Value.ReviveAfter)
            {
                LogReplaced(logger, broker.Display, options.Value.ReviveAfter.TotalSeconds);
                bus.Replace();
                since = time.GetTimestamp();
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ProbeLimit);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(broker.Uri!.Host, broker.Port, limit.Token); // configured: asked before
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Broker} answers and the bus was not connected to it for {Seconds} s: a new one takes its place")]
    private static partial void LogReplaced(ILogger logger, string broker, double seconds);
}
