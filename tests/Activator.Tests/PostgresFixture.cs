using Headroom.Activator.Tests;
using Headroom.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Headroom.Activator.Tests;

/// <summary>One server for all tests, one database each; started by the first that needs it.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private PostgresServer? _server;
    private int _databases;

    public async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipWhen(PostgresServer.FindBinaries() is null, "PostgreSQL's binaries are not on this machine (/usr/lib/postgresql/15/bin or PATH).");
        await _gate.WaitAsync();
        try
        {
            _server ??= await PostgresServer.CreateAsync();
            return await _server.CreateDatabaseAsync($"test_{++_databases}");
        }
        finally
        {
            _gate.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
