using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Hosting;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Dispose_WithOpenWatches_EndsThemInGoodOrder()
    {
        var api = await ApiClient.StartAsync();
        var (first, all) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        var watch = Task.Run(async () =>
        {
            await foreach (var _ in api.WatchAsync("/api/v1/nodes?watch=true"))
            {
                all++;
                first.TrySetResult();
            }
        }, TestContext.Current.CancellationToken);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        await api.Host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        await watch.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken); // no broken stream

        Assert.Equal(6, all);
    }
}
