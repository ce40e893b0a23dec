using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Decisions;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>What tests ask of a server's database.</summary>
internal static class ApiServerStore
{
    public static StoreState State(this ApiServer server) => server.Services.GetRequiredService<StoreState>();

    /// <summary>Waits until the database is there.</summary>
    public static Task ConnectedAsync(this ApiServer server) =>
        Poll.GetAsync(() => server.State().Detail, static detail => detail == "available");

    public static async Task<long> CountAsync(this ApiServer server, string table)
    {
        await using var command = server.Services.GetRequiredService<StoreDatabase>().Source.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }

    /// <summary>Appends decisions for 1 … count replicas and waits until they are stored.</summary>
    public static async Task StoredAsync(this ApiServer server, int count, Func<ScalingDecision, ScalingDecision>? change = null)
    {
        await server.ConnectedAsync();
        long before = await server.CountAsync("decisions");
        foreach (int desired in Enumerable.Range(1, count))
        {
            var decision = Sample.Decision(desired);
            server.Journal.Append(change?.Invoke(decision) ?? decision);
        }

        await Poll.GetAsync(() => server.CountAsync("decisions"), rows => rows == before + count);
    }
}
