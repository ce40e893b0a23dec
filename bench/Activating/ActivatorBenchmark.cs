using System.Globalization;
using System.Text.Json.Nodes;

namespace Headroom.Bench.Activating;

/// <summary>Backend, activator and nginx are processes of their own; the load is this one.</summary>
internal sealed class ActivatorBenchmark : IBenchmark
{
    public string Name => "activator";

    public string Description => "overhead (p50 ≤ 150 µs), throughput against nginx (≥ .8), burst 0→3,000/s (0 errors), 25 and 100 services from zero (p95 ≤ .5 and 2 s)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        string program = Path.Combine(options.Root, "Activator/bin/Release/net10.0/headroom-activator.dll");
        if (!File.Exists(program))
        {
            throw new BenchException($"{program} is missing: run it as ./bench/run");
        }

        var result = new JsonObject { ["benchmark"] = Name, ["quick"] = options.IsQuick };
        await using var backend = BenchProcess.Start("dotnet", [typeof(ActivatorBenchmark).Assembly.Location, EchoBackend.Command]);
        var port = int.Parse(await backend.Output.ReadLineAsync(ct) ?? throw new BenchException("the backend ended"), CultureInfo.InvariantCulture);
        await new WarmPath(program, port, options.IsQuick).RunAsync(result, ct);
        await new FromZero(options.Root, program, port, options.IsQuick).RunAsync(result, ct);
        return result;
    }
}
