using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>One server for all tests, one database each.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    public static void SkipWithoutPostgres()
    {
        if (PostgresServer.FindBinaries() is null)
        {
            Assert.Skip("PostgreSQL's binaries are not on this machine (/usr/lib/postgresql/15/bin or PATH).");
        }
    }

    public Task<string> CreateDatabaseAsync()
    {
        SkipWithoutPostgres();
        return _server!.CreateDatabaseAsync($"test_{Interlocked.Increment(ref _databases)}"); // There: the binaries are.
    }

    public async ValueTask InitializeAsync() =>
        _server = PostgresServer.FindBinaries() is null ? null : await PostgresServer.CreateAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
