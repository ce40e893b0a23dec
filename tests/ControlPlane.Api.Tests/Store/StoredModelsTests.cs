using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class StoredModelsTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Fitted = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Read_AfterARestart_GivesTheLastThatWasWritten()
    {
        var database = "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync();
        await using (var first = await ApiServer.StartAsync(database))
        {
            await first.ConnectedAsync();
            var models = first.Services.GetRequiredService<StoredModels>();
            Assert.True(await models.WriteAsync([Model("u1", 1), Model("u2", 2)], CancellationToken.None));
            Assert.True(await models.WriteAsync([Model("u1", 3)], CancellationToken.None));
        }

        // Not connected yet when it is asked: the first question waits for the store.
        await using var second = await ApiServer.StartAsync(database);
        var restored = second.Services.GetRequiredService<StoredModels>();

        var model = await restored.ReadAsync("u1", CancellationToken.None);
        Assert.Equal(("15 steps", Fitted), (model!.FittedFor, model.FittedAt));
        Assert.Equal([3, 255, 0], model.Image);
        Assert.Null(await restored.ReadAsync("u3", CancellationToken.None));
    }

    [Fact]
    public async Task ReadAndWrite_WithoutADatabase_SayNothingThereAtOnce()
    {
        await using var server = await ApiServer.StartAsync();
        var models = server.Services.GetRequiredService<StoredModels>();

        Assert.Null(await models.ReadAsync("u1", CancellationToken.None));
        Assert.False(await models.WriteAsync([Model("u1", 1)], CancellationToken.None));
    }

    [Fact]
    public async Task Expire_OfAutoscalersLongGone_DeletesThem()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        var models = server.Services.GetRequiredService<StoredModels>();
        await models.WriteAsync([Model("u1", 1)], CancellationToken.None);

        Assert.Equal(0, await models.ExpireAsync(DateTimeOffset.UtcNow.AddDays(-1), CancellationToken.None));
        Assert.Equal(1, await models.ExpireAsync(DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None));
    }

    private static StoredModel Model(string uid, byte first) => new(uid, "15 steps", Fitted, [first, 255, 0]);
}
