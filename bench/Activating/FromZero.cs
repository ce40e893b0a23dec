using System.Text.Json.Nodes;

namespace Headroom.Bench.Activating;

/// <summary>Requests that find nothing running: through activator, API server, controller, simulated kubelet and back.</summary>
internal sealed class FromZero(string root, string program, int backend, bool isQuick)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public async Task RunAsync(JsonObject result, CancellationToken ct)
    {
        await using var stack = new ServerlessStack(root, program, backend);
        await stack.StartAsync(ct);
        // The first start of all finds code that has never run; it is shown beside the others and not among them.
        await WakeAsync(stack, 1, "first", ct);
        foreach (var count in isQuick ? new[] { 5 } : [25, 100])
        {
            var seconds = await WakeAsync(stack, count, $"svc{count}", ct);
            result[$"from_zero_{count}_p95_s"] = Math.Round(seconds[(int)(.95 * (seconds.Length - 1))], 3);
            result[$"from_zero_{count}_max_s"] = Math.Round(seconds[^1], 3);
        }

        await stack.CreateAsync(["burst"], ct);
        var burst = await LoadRun.OpenAsync(stack.Port, "burst.test", isQuick ? 32 : 256, isQuick ? 200 : 3000, TimeSpan.FromSeconds(isQuick ? 2 : 20), ct);
        Console.WriteLine($"burst 0 to 3,000/s: {burst.Microseconds.Length} requests, {burst.Errors} errors, p50 {burst.At(.5) / 1000:0.0} ms, p95 {burst.At(.95) / 1000:0.0} ms, most {burst.At(1) / 1000:0} ms");
        result["errors"] = burst.Errors;
        result["p50_ms"] = Math.Round(burst.At(.5) / 1000, 2);
        result["p95_ms"] = Math.Round(burst.At(.95) / 1000, 2);
        result["max_ms"] = Math.Round(burst.At(1) / 1000, 1);
    }

    /// <returns>Seconds from request to response, sorted.</returns>
    private static async Task<double[]> WakeAsync(ServerlessStack stack, int count, string prefix, CancellationToken ct)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"{prefix}-{i}")];
        await stack.CreateAsync(names, ct);
        var took = await Task.WhenAll(names.Select(name => Task.Run(async () =>
        {
            using var client = new RawClient($"{name}.test");
            await client.ConnectAsync(stack.Port, ct);
            var at = Time.GetTimestamp();
            var status = await client.CallAsync(ct);
            return status == 200 ? Time.GetElapsedTime(at).TotalSeconds : throw new BenchException($"{name} was answered {status}");
        }, ct)));
        Array.Sort(took);
        Console.WriteLine($"{count,3} services from zero at once: p50 {took[count / 2]:0.000} s, p95 {took[(int)(.95 * (count - 1))]:0.000} s, most {took[^1]:0.000} s");
        return took;
    }
}
