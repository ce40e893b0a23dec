using System.Text;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class StoredLearnedTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Read_AfterARestart_GivesTheLastThatWasWritten()
    {
        var database = "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync();
        await using (var first = await ApiServer.StartAsync(database))
        {
            await first.ConnectedAsync();
            var learned = first.Services.GetRequiredService<StoredLearned>();
            Assert.True(await learned.WriteAsync([("u1", Utf8("{\"n\": 1}")), ("u2", Utf8("{\"n\": 2}"))], CancellationToken.None));
            Assert.True(await learned.WriteAsync([("u1", Utf8("{\"n\": 3}"))], CancellationToken.None));
        }

        // Not connected yet when it is asked: the first question waits for the store.
        await using var second = await ApiServer.StartAsync(database);
        var restored = second.Services.GetRequiredService<StoredLearned>();

        Assert.Equal("{\"n\": 3}", Encoding.UTF8.GetString((await restored.ReadAsync("u1", CancellationToken.None))!));
        Assert.Null(await restored.ReadAsync("u3", CancellationToken.None));
    }

    [Fact]
    public async Task ReadAndWrite_WithoutADatabase_SayNothingThereAtOnce()
    {
        await using var server = await ApiServer.StartAsync();
        var learned = server.Services.GetRequiredService<StoredLearned>();

        Assert.Null(await learned.ReadAsync("u1", CancellationToken.None));
        Assert.False(await learned.WriteAsync([("u1", Utf8("{}"))], CancellationToken.None));
    }

    [Fact]
    public async Task Expire_OfAutoscalersLongGone_DeletesThem()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        var learned = server.Services.GetRequiredService<StoredLearned>();
        await learned.WriteAsync([("u1", Utf8("{}"))], CancellationToken.None);

        Assert.Equal(0, await learned.ExpireAsync(DateTimeOffset.UtcNow.AddDays(-1), CancellationToken.None));
        Assert.Equal(1, await learned.ExpireAsync(DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
