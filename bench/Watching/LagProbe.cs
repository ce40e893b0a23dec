using System.Globalization;
using System.Text;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;

namespace Headroom.Bench.Watching;

/// <summary>Writes numbered changes at a steady rate and notes when the cache shows each.</summary>
/// <param name="count">Changes to write.</param>
internal sealed class LagProbe(KubernetesClient client, Informer<Pod> cache, IReadOnlyList<ObjectKey> pods, int count)
{
    private const string Mark = "bench.headroom.dev/change";
    private const int Writers = 16;

    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly long[] _sent = new long[count];
    private readonly long[] _seen = new long[count];
    private int _next = -1;
    private int _arrived;

    /// <returns>Milliseconds from the moment a write is sent until the cache shows it, ascending; and writes per second.</returns>
    public async Task<(double[] Lags, double PerSecond)> RunAsync(double perSecond, CancellationToken ct)
    {
        using var subscription = cache.Subscribe(OnChange);
        var begun = Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(begun, perSecond, ct)));
        var took = Time.GetElapsedTime(begun);
        while (Volatile.Read(ref _arrived) < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Time, ct);
        }

        var lags = _sent.Zip(_seen, (sent, seen) => Time.GetElapsedTime(sent, seen).TotalMilliseconds).Order().ToArray();
        return (lags, count / took.TotalSeconds);
    }

    private async Task WriteAsync(long begun, double perSecond, CancellationToken ct)
    {
        for (var i = Interlocked.Increment(ref _next); i < count; i = Interlocked.Increment(ref _next))
        {
            var early = TimeSpan.FromSeconds(i / perSecond) - Time.GetElapsedTime(begun);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, Time, ct);
            }

            var patch = Encoding.UTF8.GetBytes($$$$"""{"metadata":{"annotations":{"{{{{Mark}}}}":"{{{{i}}}}"}}}""");
            _sent[i] = Time.GetTimestamp();
            await client.MergePatchAsync(Pod.Type, pods[i % pods.Count], patch, null, ct);
        }
    }

    private void OnChange(ObjectChange<Pod> change)
    {
        if (change.New?.Metadata.Annotation(Mark) is { } text
            && change.Old?.Metadata.Annotation(Mark) != text
            && _seen[int.Parse(text, CultureInfo.InvariantCulture)] == 0)
        {
            _seen[int.Parse(text, CultureInfo.InvariantCulture)] = Time.GetTimestamp();
            Interlocked.Increment(ref _arrived);
        }
    }
}
