using System.Text.Json.Nodes;
using Headroom.Bench.Reconciling;

namespace Headroom.Bench.Activating;

/// <summary>What the activator costs while a replica is ready: beside the same backend called directly and through nginx.</summary>
internal sealed class WarmPath(string program, int backend, bool isQuick)
{
    private const string Host = "bench.test";

    public async Task RunAsync(JsonObject result, CancellationToken ct)
    {
        await using var nginx = new NginxProxy();
        await nginx.StartAsync(backend, ct);
        int port = BenchProcess.FreePort(), h2c = BenchProcess.FreePort(), admin = BenchProcess.FreePort();
        await using var activator = BenchProcess.Start("dotnet",
        [
            program, "--Activator:Address=127.0.0.1", $"--Activator:Port={port}", $"--Activator:H2cPort={h2c}", $"--Activator:AdminPort={admin}",
            "--Activator:Services:0:Name=bench", $"--Activator:Services:0:Host={Host}", $"--Activator:Services:0:Replicas:0=127.0.0.1:{backend}",
            "--Logging:LogLevel:Default=Warning",
        ]);
        await activator.WaitForAsync(port, ct);
        (string Name, int Port)[] paths = [("direct", backend), ("activator", port), ("nginx", nginx.Port)];
        var warmUp = TimeSpan.FromSeconds(isQuick ? 1 : 8);
        foreach (var path in paths)
        {
            await LoadRun.ClosedAsync(path.Port, Host, 16, warmUp, ct);
        }

        await LatencyAsync(paths, result, ct);
        await ThroughputAsync(paths, result, () => ProcessUsage.Of(activator.Id).Cpu, () => nginx.Cpu, ct);
    }

    // One request at a time, the three in turns, so that what else the machine does falls on all of them.
    private async Task LatencyAsync((string Name, int Port)[] paths, JsonObject result, CancellationToken ct)
    {
        var rounds = isQuick ? 2 : 12;
        var runs = paths.ToDictionary(static p => p.Name, static _ => new List<LoadRun>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, port) in paths)
            {
                runs[name].Add(await LoadRun.ClosedAsync(port, Host, 1, TimeSpan.FromSeconds(isQuick ? .5 : 1.5), ct));
            }
        }

        double Median(string name, double quantile) => runs[name].Select(r => r.At(quantile)).Order().ElementAt(rounds / 2);
        foreach (var (name, _) in paths)
        {
            Console.WriteLine($"{name,-10} one at a time: p50 {Median(name, .5),7:0} µs, p99 {Median(name, .99),7:0} µs");
        }

        result["direct_p50_us"] = Math.Round(Median("direct", .5), 1);
        result["overhead_p50_us"] = Math.Round(Median("activator", .5) - Median("direct", .5), 1);
        result["overhead_p99_us"] = Math.Round(Median("activator", .99) - Median("direct", .99), 1);
        result["nginx_overhead_p50_us"] = Math.Round(Median("nginx", .5) - Median("direct", .5), 1);
        result["nginx_overhead_p99_us"] = Math.Round(Median("nginx", .99) - Median("direct", .99), 1);
    }

    private async Task ThroughputAsync((string Name, int Port)[] paths, JsonObject result, Func<TimeSpan> activator, Func<TimeSpan> nginx, CancellationToken ct)
    {
        var rounds = isQuick ? 1 : 5;
        var runs = paths.ToDictionary(static p => p.Name, static _ => new List<LoadRun>());
        var cpu = new Dictionary<string, TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, port) in paths)
            {
                var used = name switch { "activator" => activator, "nginx" => nginx, _ => static () => TimeSpan.Zero };
                var before = used();
                runs[name].Add(await LoadRun.ClosedAsync(port, Host, 32, TimeSpan.FromSeconds(isQuick ? 1 : 3), ct));
                cpu[name] = cpu.GetValueOrDefault(name) + used() - before;
            }
        }

        double Median(string name) => runs[name].Select(static r => r.PerSecond).Order().ElementAt(rounds / 2);
        foreach (var (name, _) in paths)
        {
            Console.WriteLine($"{name,-10} 32 connections: {Median(name),8:0} requests/s, p99 {runs[name][0].At(.99),7:0} µs, {runs[name].Sum(static r => r.Errors)} errors");
        }

        // Of rounds that stand side by side: the machine is the same within one.
        var ratios = runs["activator"].Zip(runs["nginx"], static (a, n) => a.PerSecond / n.PerSecond).Order().ToList();
        result["requests_per_s"] = Math.Round(Median("activator"));
        result["nginx_requests_per_s"] = Math.Round(Median("nginx"));
        result["direct_requests_per_s"] = Math.Round(Median("direct"));
        result["throughput_ratio_nginx"] = Math.Round(ratios[rounds / 2], 3);
        double Each(string name) => Math.Round(cpu[name].TotalMicroseconds / runs[name].Sum(static r => r.Microseconds.Length), 1);
        result["cpu_us_per_request"] = Each("activator");
        result["nginx_cpu_us_per_request"] = Each("nginx");
        result["warm_errors"] = runs["activator"].Sum(static r => r.Errors);
    }
}
