using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Watching;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Headroom.Testing.ScriptedCollection;

namespace Headroom.Kubernetes.Tests.Watching;

public sealed class PagedListTests
{
    [Fact]
    public async Task Run_ContinueTokenExpires_StartsOverAndDropsThePartialList()
    {
        var expired = false;
        await using var server = await ScriptedApiServer.StartAsync(async (context, request) =>
        {
            if (request.Target.Contains("sendInitialEvents", StringComparison.Ordinal))
            {
                await context.StatusAsync(422, "Invalid");
            }
            else if (request.Target.Contains("watch=true", StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            else if (!request.Target.Contains("continue=", StringComparison.Ordinal))
            {
                var first = expired ? Item("new", "30") : Item("stale", "10");
                await context.JsonAsync($$$"""{"metadata":{"resourceVersion":"40","continue":"t"},"items":[{{{first}}}]}""");
            }
            else if (!expired)
            {
                expired = true;
                await context.StatusAsync(410, "Expired");
            }
            else
            {
                await context.JsonAsync($$$"""{"metadata":{"resourceVersion":"40"},"items":[{{{Item("last", "31")}}}]}""");
            }
        });
        using var stop = new CancellationTokenSource();
        var options = new InformerOptions<ConfigMap> { MinBackoff = TimeSpan.FromMilliseconds(1) };
        var informer = new Informer<ConfigMap>(
            server.Client(), ConfigMap.Type, options, TimeProvider.System, NullLoggerFactory.Instance);

        var run = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["last", "new"], informer.Items.Select(i => i.Key.Name).Order(StringComparer.Ordinal));
        var lists = server.Requests.Where(r => !r.Target.Contains("watch", StringComparison.Ordinal)).Select(r => r.Target);
        Assert.Equal(
            [
                "/api/v1/configmaps?limit=500&resourceVersion=0", "/api/v1/configmaps?limit=500&continue=t",
                "/api/v1/configmaps?limit=500", "/api/v1/configmaps?limit=500&continue=t",
            ],
            lists);
        await stop.CancelAsync();
        await run;
    }
}
