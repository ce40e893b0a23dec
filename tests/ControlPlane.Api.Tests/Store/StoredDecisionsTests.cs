using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class StoredDecisionsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Unknown_OfWhatObjectsTell_IsWhatHasNoRow()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        var applied = Sample.Decision(5) with { Applied = true, Time = Sample.Noon.AddMilliseconds(700) };
        await server.StoredAsync(1, _ => applied);

        var unknown = await server.Services.GetRequiredService<StoredDecisions>().UnknownAsync(
            [applied with { Time = Sample.Noon }, applied with { Desired = 6 }, applied with { Time = Sample.Noon.AddMinutes(1) }, applied with { Uid = "recreated" }],
            DateTimeOffset.UnixEpoch,
            TestContext.Current.CancellationToken);

        Assert.Equal([(6, "uid-prod-chat"), (5, "uid-prod-chat"), (5, "recreated")], Assert.IsType<IReadOnlyList<Headroom.Operators.Decisions.ScalingDecision>>(unknown, exactMatch: false).Select(static d => (d.Desired, d.Uid)));
    }
}
