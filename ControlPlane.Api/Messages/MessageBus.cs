using MassTransit;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>
/// This replica's bus: over RabbitMQ where one is configured, else in memory. It can be replaced by a new one; a bus that was
/// stopped does not reliably receive again when it is started.
/// </summary>
internal sealed partial class MessageBus(
    BrokerAddress broker, EventReceivers receivers, MessageInstruments instruments, EndpointWatch watch, ILoggerFactory loggers) : IHostedService
{
    // A replica that died leaves its queue behind; one that lost the broker for less than this finds its events there.
    private static readonly TimeSpan QueueExpiry = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<MessageBus>();
    private volatile RunningBus? _running;

    /// <summary>Connected, and receiving.</summary>
    public bool IsHealthy => _running?.Bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>The one in use now.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public IBusControl Current => _running?.Bus ?? throw new InvalidOperationException("the bus is not started");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var running = _running = Begin();
        if (!broker.IsConfigured)
        {
            await running.Started.WaitAsync(cancellationToken);
        }

        // A broker that is away does not keep a replica from starting.
    }

    public Task StopAsync(CancellationToken cancellationToken) => _running is { } running ? EndAsync(running) : Task.CompletedTask;

    /// <summary>Goes on with a new bus and a new queue; the old one is ended beside it, or left where it does not end.</summary>
    public void Replace()
    {
        var old = _running;
        _running = Begin();
        if (old is not null)
        {
            _ = EndAsync(old);
        }
    }

    private RunningBus Begin()
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        var bus = broker.IsConfigured ? Bus.Factory.CreateUsingRabbitMq(Configure) : Bus.Factory.CreateUsingInMemory(m => m.ReceiveEndpoint("headroom", Receive));
        bus.ConnectReceiveEndpointObserver(watch);
        var ending = new CancellationTokenSource();
        return new RunningBus(bus, ending, StartAsync(bus, ending.Token));
    }

    // Ends when the bus is connected, however long that takes.
    private async Task StartAsync(IBusControl bus, CancellationToken ct)
    {
        try
        {
            await bus.StartAsync(ct);
        }
        catch (Exception e) when (broker.IsConfigured)
        {
            if (!ct.IsCancellationRequested)
            {
                LogNotStarted(_logger, broker.Display, e.Message);
            }
        }
    }

    private async Task EndAsync(RunningBus running)
    {
        await running.Ending.CancelAsync();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await running.Bus.StopAsync(limit.Token);
        }
        catch (Exception e)
        {
            LogNotStopped(_logger, e.Message);
        }
    }

    private void Configure(IRabbitMqBusFactoryConfigurator rabbit)
    {
        var host = broker.Uri!.Host; // configured: asked before
        var (user, password) = broker.Credentials();
        rabbit.Host(host, broker.Port, broker.VirtualHost, h =>
        {
            h.Username(user);
            h.Password(password);
            h.Heartbeat(TimeSpan.FromSeconds(5));
            h.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
            if (broker.IsEncrypted)
            {
                h.UseSsl(s => s.ServerName = host);
            }
        });
        rabbit.ReceiveEndpoint($"headroom-{Environment.MachineName}-{Guid.NewGuid():N}", e =>
        {
            // Durable, so that a broker that starts again still holds what nobody had read.
            e.Durable = true;
            e.AutoDelete = true;
            e.QueueExpiration = QueueExpiry;
            Receive(e);
        });
    }

    // One at a time keeps the order of events.
    private void Receive(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.Consumer(() => new ReplicaEventsConsumer(receivers, instruments));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus over {Broker} did not start: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, string broker, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A bus did not end: {Reason}")]
    private static partial void LogNotStopped(ILogger logger, string reason);

    private sealed record RunningBus(IBusControl Bus, CancellationTokenSource Ending, Task Started);
}
