using Headroom.Activator.Routing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Headroom.Activator.Asynchronous;

/// <summary>Accepted requests in PostgreSQL, shared by all activators. Its tables are its own, in a schema of their own.</summary>
internal sealed class RequestStore : IAsyncDisposable
{
    // Any number, the same in every activator: one makes the tables, the others wait for it.
    private const long SchemaLock = 0x48656164726f6f6d;

    private const string Tables =
        """
        CREATE SCHEMA IF NOT EXISTS headroom_activator;
        CREATE TABLE IF NOT EXISTS headroom_activator.requests (
            id uuid PRIMARY KEY,
            namespace text NOT NULL,
            service text NOT NULL,
            host text NOT NULL,
            method text NOT NULL,
            target text NOT NULL,
            headers text NOT NULL,
            body bytea NOT NULL,
            accepted timestamp with time zone NOT NULL DEFAULT now(),
            state smallint NOT NULL DEFAULT 0,
            attempts integer NOT NULL DEFAULT 0,
            due timestamp with time zone NOT NULL DEFAULT now(),
            finished timestamp with time zone,
            status integer,
            response_headers text,
            response_body bytea,
            error text);
        CREATE INDEX IF NOT EXISTS requests_due ON headroom_activator.requests (due) WHERE state = 0;
        CREATE INDEX IF NOT EXISTS requests_waiting ON headroom_activator.requests (namespace, service) WHERE state = 0;
        CREATE INDEX IF NOT EXISTS requests_finished ON headroom_activator.requests (finished) WHERE state > 0;
        """;

    private readonly AsynchronousOptions _options;
    private readonly NpgsqlDataSource? _source;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _hasTables;

    public RequestStore(IConfiguration configuration, IOptions<AsynchronousOptions> options)
    {
        _options = options.Value;
        if (configuration.GetConnectionString("Headroom") is { Length: > 0 } text)
        {
            // Accepted is durable, whatever the server's default; a database that hangs is one that is away.
            var connection = new NpgsqlConnectionStringBuilder(text) { Options = "-c synchronous_commit=on", Timeout = 5, CommandTimeout = 10 };
            _source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
        }
    }

    /// <summary>False where no database is configured.</summary>
    public bool IsConfigured => _source is not null;

    /// <returns>False where as many as may wait for the service do.</returns>
    /// <exception cref="NpgsqlException">It is not known to be kept.</exception>
    public async Task<bool> AddAsync(KeptRequest request, int mostWaiting, CancellationToken ct)
    {
        await using var command = await CommandAsync(
            """
            INSERT INTO headroom_activator.requests (id, namespace, service, host, method, target, headers, body)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8
            WHERE (SELECT count(*) FROM headroom_activator.requests WHERE state = 0 AND namespace = $2 AND service = $3) < $9
            """,
            ct, request.Id, request.Service.Namespace, request.Service.Name, request.Host, request.Method, request.Target, HeaderList.Write(request.Headers), request.Body,
            mostWaiting);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Takes what is due for the length of a lease; nobody else takes it meanwhile.</summary>
    /// <param name="busy">Services that are left out.</param>
    public async Task<IReadOnlyList<KeptRequest>> TakeAsync(int limit, IReadOnlyCollection<ServiceKey> busy, CancellationToken ct)
    {
        await using var command = await CommandAsync(
            """
            UPDATE headroom_activator.requests r SET attempts = attempts + 1, due = now() + $1
            FROM (
                SELECT id FROM headroom_activator.requests
                WHERE state = 0 AND due <= now() AND (namespace, service) NOT IN (SELECT * FROM unnest($2, $3))
                ORDER BY due LIMIT $4 FOR UPDATE SKIP LOCKED) taken
            WHERE r.id = taken.id
            RETURNING r.id, namespace, service, host, method, target, headers, body, attempts
            """,
            ct, _options.Lease, busy.Select(static b => b.Namespace).ToArray(), busy.Select(static b => b.Name).ToArray(), limit);
        var taken = new List<KeptRequest>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            taken.Add(new KeptRequest(
                reader.GetGuid(0), new ServiceKey(reader.GetString(1), reader.GetString(2)), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                HeaderList.Read(reader.GetString(6)), reader.GetFieldValue<byte[]>(7), reader.GetInt32(8)));
        }

        return taken;
    }

    /// <summary>Keeps what is being delivered for another lease.</summary>
    public Task RenewAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        ExecuteAsync("UPDATE headroom_activator.requests SET due = now() + $1 WHERE state = 0 AND id = ANY($2)", ct, _options.Lease, ids.ToArray());

    /// <summary>Puts one back, to be delivered after a pause; one that is too old has failed.</summary>
    public Task PutBackAsync(Guid id, TimeSpan pause, KeptResult last, CancellationToken ct) => ExecuteAsync(
        """
        UPDATE headroom_activator.requests
        SET due = now() + $2, status = $3, response_headers = $4, response_body = $5, error = $6,
            state = CASE WHEN accepted + $7 < now() THEN 2 ELSE 0 END, finished = CASE WHEN accepted + $7 < now() THEN now() END
        WHERE id = $1 AND state = 0
        """,
        ct, id, pause, Nullable(last.Status), HeaderList.Write(last.Headers), last.Body, Nullable(last.Error), _options.GiveUpAfter);

    public Task FinishAsync(Guid id, KeptResult result, CancellationToken ct) => ExecuteAsync(
        """
        UPDATE headroom_activator.requests
        SET state = $2, finished = now(), status = $3, response_headers = $4, response_body = $5, error = $6
        WHERE id = $1 AND state = 0
        """,
        ct, id, (short)result.State, Nullable(result.Status), HeaderList.Write(result.Headers), result.Body, Nullable(result.Error));

    /// <returns>Null for an id that is not of this service, or whose result has been let go.</returns>
    public async Task<KeptResult?> FindAsync(Guid id, ServiceKey service, CancellationToken ct)
    {
        await using var command = await CommandAsync(
            """
            SELECT state, attempts, status, coalesce(response_headers, '[]'), coalesce(response_body, ''::bytea), error
            FROM headroom_activator.requests WHERE id = $1 AND namespace = $2 AND service = $3
            """,
            ct, id, service.Namespace, service.Name);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new KeptResult(
                (KeptState)reader.GetInt16(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetInt32(2), HeaderList.Read(reader.GetString(3)),
                reader.GetFieldValue<byte[]>(4), reader.IsDBNull(5) ? null : reader.GetString(5))
            : null;
    }

    /// <summary>Lets results go that are past their retention.</summary>
    public Task ExpireAsync(CancellationToken ct) =>
        ExecuteAsync("DELETE FROM headroom_activator.requests WHERE state > 0 AND finished < now() - $1", ct, _options.Retention);

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }

    private static object Nullable<T>(T? value) => value is null ? DBNull.Value : value;

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = await CommandAsync(sql, ct, values);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<NpgsqlCommand> CommandAsync(string sql, CancellationToken ct, params object[] values)
    {
        var source = _source ?? throw new InvalidOperationException("No database is configured.");
        await MakeTablesAsync(source, ct);
        var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private async Task MakeTablesAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        if (_hasTables)
        {
            return;
        }

        await _gate.WaitAsync(ct);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({SchemaLock}); {Tables}", connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
            _hasTables = true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
