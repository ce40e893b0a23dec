using System.Text.Json.Nodes;
using Headroom.Forecasting;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;
using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Bench.Forecasts.Speed;

/// <summary>How long fits, forecasts and decisions take with the full member set: 4,400 points, 10 covariates, 15 steps.</summary>
internal sealed class ForecastSpeedBenchmark : IBenchmark
{
    private const int Points = 4_400;
    private const int Covariates = 10;
    private const int Horizon = 15;
    private const int StepsPerDay = 144;

    private static ScalingPolicy Policy { get; } =
        new() { ReplicaCostPerHour = 3.67, ShortfallCostPerUnitHour = 40, Amortization = TimeSpan.FromMinutes(150) };

    public string Name => "forecast-speed";

    public string Description => "fits per second (≥ 8 series of 4,400 points with 10 covariates), p99 of forecast and decision (≤ 2 ms)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var clock = new BenchClock();
        var count = options.IsQuick ? 4 : 64;
        var series = Enumerable.Range(0, count).Select(i => Generate(options.Seed + i)).ToList();
        var settings = new ForecastSettings(Horizon, [StepsPerDay, 7 * StepsPerDay], Members: MemberSet.Full, Seed: options.Seed);
        PoolFitter.TryFit(series[0], settings);
        clock.Say($"{count} series generated, fitting");
        var pools = new ForecastPool[count];
        var (fit, cpu) = (new BenchClock(), Environment.CpuUsage.TotalTime);
        Parallel.For(0, count, i => pools[i] = PoolFitter.TryFit(series[i], settings)!); // Long enough for any pool.
        var perSecond = count / fit.Seconds;
        // On a machine shared with others the rate says less than the processor time.
        var cpuMilliseconds = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count;
        clock.Say($"fitted {perSecond:0.0} series/s; forecasting and deciding");
        var (forecast, decide, both) = Measure(series, pools, options.IsQuick ? 200 : 4_000);
        Console.WriteLine($"{"",-12}{"p50 ms",10}{"p99 ms",10}");
        Console.WriteLine($"{"forecast",-12}{Quantile(forecast, 0.5),10:0.000}{Quantile(forecast, 0.99),10:0.000}");
        Console.WriteLine($"{"decide",-12}{Quantile(decide, 0.5),10:0.000}{Quantile(decide, 0.99),10:0.000}");
        var (image, read) = Restore(pools);
        Console.WriteLine($"a model's image: {image:0} bytes, read in {read:0.00} ms");
        return Task.FromResult(new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["seed"] = options.Seed,
            ["fit_series_per_s"] = Math.Round(perSecond, 2),
            ["fit_cpu_ms_per_series"] = Math.Round(cpuMilliseconds, 1),
            ["forecast_p50_ms"] = Math.Round(Quantile(forecast, 0.5), 3),
            ["decide_p50_ms"] = Math.Round(Quantile(decide, 0.5), 3),
            ["forecast_p99_ms"] = Math.Round(Quantile(forecast, 0.99), 3),
            ["decide_p99_ms"] = Math.Round(Quantile(decide, 0.99), 3),
            ["forecast_and_decide_p99_ms"] = Math.Round(Quantile(both, 0.99), 3),
            ["image_bytes"] = Math.Round(image),
            ["image_read_ms"] = Math.Round(read, 2),
            ["bytes_per_model"] = (long)pools.Average(p => p.Bytes),
        });
    }

    // What a restart takes in place of a fit.
    private static (double Bytes, double Milliseconds) Restore(ForecastPool[] pools)
    {
        var images = pools.Select(p => PoolImage.TryWrite(p) ?? throw new BenchException("a pool has no image")).ToList();
        var clock = new BenchClock();
        foreach (var image in images)
        {
            _ = PoolImage.TryRead(image) ?? throw new BenchException("an image was not read back");
        }

        return (images.Average(i => i.Length), 1_000 * clock.Seconds / images.Count);
    }

    private static (double[] Forecast, double[] Decide, double[] Both) Measure(List<List<IndicatorHistory>> series, ForecastPool[] pools, int rounds)
    {
        double[] forecast = new double[rounds], decide = new double[rounds], both = new double[rounds];
        // The first tenth again as warm-up: what is measured is compiled code.
        for (var i = -rounds / 10; i < rounds; i++)
        {
            var which = Math.Abs(i) % pools.Length;
            var start = TimeProvider.System.GetTimestamp();
            var prediction = pools[which].TryPredict(series[which])!; // The newest samples are known.
            var middle = TimeProvider.System.GetTimestamp();
            ScalingPlanner.Decide(View(prediction, series[which][0][0]), Policy);
            var end = TimeProvider.System.GetTimestamp();
            if (i >= 0)
            {
                forecast[i] = TimeProvider.System.GetElapsedTime(start, middle).TotalMilliseconds;
                decide[i] = TimeProvider.System.GetElapsedTime(middle, end).TotalMilliseconds;
                both[i] = forecast[i] + decide[i];
            }
        }

        return (forecast, decide, both);
    }

    private static ScalingView View(Forecast forecast, double demand)
    {
        var (arriving, whole) = (forecast.Paths.WindowMax(3, Horizon), forecast.Paths.WindowMax(1, Horizon));
        return new ScalingView
        {
            Time = forecast.Origin,
            Current = new Replicas(8),
            Ready = new Replicas(8),
            Min = new Replicas(1),
            Max = new Replicas(64),
            Demand = demand,
            Arriving = new DemandDraws(arriving.Values.ToArray(), arriving.Weights.ToArray()),
            Whole = new DemandDraws(whole.Values.ToArray(), whole.Weights.ToArray()),
            CapacityDraws = [18, 19, 20, 21, 22],
            AllowedViolation = 0.01,
            StartUp = TimeSpan.FromMinutes(20),
        };
    }

    private static double Quantile(double[] values, double level) => values.Order().ElementAt((int)(level * (values.Length - 1)));

    private static List<IndicatorHistory> Generate(int seed)
    {
        var random = new Random(seed);
        var histories = Enumerable.Range(0, 1 + Covariates).Select(_ => new IndicatorHistory(TimeSpan.FromMinutes(10), Points)).ToList();
        var time = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        for (var t = 0; t < Points; t++, time += histories[0].Step)
        {
            var load = 100 + 60 * Math.Sin(2 * Math.PI * t / StepsPerDay) + 10 * random.NextDouble();
            histories[0].Append(time, load);
            for (var c = 1; c <= Covariates; c++)
            {
                histories[c].Append(time, load / c + random.NextDouble());
            }
        }

        return histories;
    }
}
