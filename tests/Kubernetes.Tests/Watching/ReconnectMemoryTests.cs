using Headroom.Testing;
using static Headroom.Testing.ScriptedCollection;

namespace Headroom.Kubernetes.Tests.Watching;

/// <summary>Alone in the process, because it weighs the whole heap.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ReconnectMemoryTests
{
    [Fact]
    public async Task Run_ManyReconnects_KeepsNothingOfThem()
    {
        await using var cache = await InformerFixture.CreateAsync();
        await cache.SyncAsync();
        await ReconnectAsync(cache, 1, 50);
        var before = Memory(cache);

        await ReconnectAsync(cache, 51, 350);

        // A connection, a buffer or a registration kept per reconnect is 16 kB or more: 5 MB over all.
        Assert.True(Memory(cache) - before < 1_500_000, $"{Memory(cache) - before} bytes for 300 reconnects");
    }

    private static async Task ReconnectAsync(InformerFixture cache, int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            cache.Maps.Push(Line("MODIFIED", Item("a", $"{100 + i}")));
            await Eventually.HoldsAsync(() => cache.Informer.Find(InformerFixture.A)?.Metadata.ResourceVersion == $"{100 + i}");
            cache.Maps.EndWatch();
            await Eventually.HoldsAsync(() => cache.Maps.WatchVersions.Count == i + 1);
        }
    }

    private static long Memory(InformerFixture cache)
    {
        cache.Server.Forget();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
