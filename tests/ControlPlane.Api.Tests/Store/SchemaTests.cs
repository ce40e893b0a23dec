using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class SchemaTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Migrations_AgainstTheModel_AgreeOnColumnsTypesNullsAndKeys()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        await using var context = server.Services.GetRequiredService<StoreDatabase>().CreateContext();
        var tables = context.Model.GetRelationalModel().Tables.ToList();

        var expected = tables.SelectMany(static t => t.Columns.Select(c => $"{t.Name}.{c.Name} {c.StoreType}{(c.IsNullable ? "" : " NOT NULL")}"));
        var expectedKeys = tables.Select(static t => $"{t.Name} ({string.Join(", ", t.PrimaryKey!.Columns.Select(static c => c.Name))})");

        Assert.Equal(expected.Order(), (await ColumnsAsync(server)).Order());
        Assert.Equal(expectedKeys.Order(), (await KeysAsync(server)).Order());
        Assert.NotEmpty(await context.Database.GetAppliedMigrationsAsync());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Migrations_OfTwoReplicasAtOnce_BothSucceed()
    {
        string database = "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync();

        await using var first = await ApiServer.StartAsync(database);
        await using var second = await ApiServer.StartAsync(database);

        await first.ConnectedAsync();
        await second.ConnectedAsync();
    }

    private static Task<List<string>> ColumnsAsync(ApiServer server) => ReadAsync(
        server,
        """
        SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition AND c.relname NOT LIKE 'qrtz%' AND c.relname NOT LIKE '\_\_EF%'
        """);

    private static Task<List<string>> KeysAsync(ApiServer server) => ReadAsync(
        server,
        """
        SELECT c.relname || ' ' || substring(pg_get_constraintdef(k.oid) FROM '\(.*\)')
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.contype = 'p' AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
          AND c.relname NOT LIKE 'qrtz%' AND c.relname NOT LIKE '\_\_EF%'
        """);

    private static async Task<List<string>> ReadAsync(ApiServer server, string sql)
    {
        await using var command = server.Services.GetRequiredService<StoreDatabase>().Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
