using Headroom.ControlPlane.Api.Store.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>The door to PostgreSQL. Work that fails because the database is away says so to the state and is not thrown.</summary>
internal sealed partial class StoreDatabase : IAsyncDisposable
{
    // Controllers and connection start together: what is restored before a first decision waits this long, no longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StoreState _state;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly ILogger<StoreDatabase> _logger;
    private readonly NpgsqlDataSource? _source;
    private readonly DbContextOptions<StoreContext>? _options;

    public StoreDatabase(IConfiguration configuration, StoreState state, TimeProvider time, ILoggerFactory loggers)
    {
        _state = state;
        _time = time;
        _started = time.GetTimestamp();
        _logger = loggers.CreateLogger<StoreDatabase>();
        if (configuration.GetConnectionString("Headroom") is not { Length: > 0 } text)
        {
            state.SetUnavailable("ConnectionStrings:Headroom is not set");
            return;
        }

        ConnectionString = StoreConnectionString.WithDefaults(text);
        _source = new NpgsqlDataSourceBuilder(ConnectionString).UseLoggerFactory(loggers).Build();
        _options = new DbContextOptionsBuilder<StoreContext>().UseNpgsql(_source).UseLoggerFactory(loggers).Options;
    }

    /// <summary>Null when none is configured.</summary>
    public string? ConnectionString { get; }

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("No database is configured.");

    public StoreContext CreateContext() =>
        new(_options ?? throw new InvalidOperationException("No database is configured."));

    /// <returns>What the work returned; <paramref name="fallback"/> when there is no database now.</returns>
    public async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> work, T fallback, CancellationToken ct)
    {
        if (!_state.IsAvailable)
        {
            return fallback;
        }

        try
        {
            return await work(ct);
        }
        catch (Exception e) when (StoreFailure.IsAbsence(e) && !ct.IsCancellationRequested)
        {
            _state.SetUnavailable(StoreFailure.Describe(e));
            LogLost(_logger, StoreFailure.Describe(e));
            return fallback;
        }
    }

    /// <summary>As <see cref="TryAsync"/>, for what is read once after a start: it waits until the first connection stands.</summary>
    public async Task<T> TryFirstAsync<T>(Func<CancellationToken, Task<T>> work, T fallback, CancellationToken ct)
    {
        while (ConnectionString is not null && !_state.IsAvailable)
        {
            var changed = _state.Changed;
            var left = Patience - _time.GetElapsedTime(_started);
            if (_state.IsAvailable || left <= TimeSpan.Zero || await Task.WhenAny(changed, Task.Delay(left, _time, ct)) != changed)
            {
                break;
            }
        }

        return await TryAsync(work, fallback, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away: {Reason}. Decisions go on in memory")]
    private static partial void LogLost(ILogger logger, string reason);
}
