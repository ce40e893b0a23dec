using System.Globalization;
using Headroom.Bench.Forecasts;
using Headroom.Simulation.ColdStarts;
using Headroom.Simulation.Events;

namespace Headroom.Bench.ColdStarts;

/// <summary>Requests of GenTD26 by base model, and how long base models took to load.</summary>
internal sealed record LoraTrace(IReadOnlyList<TracedRequest> Requests, IReadOnlyList<double> LoadSeconds)
{
    private const int QuickRequests = 2_000;

    public static LoraTrace Read(BenchOptions options)
    {
        if (options.IsQuick)
        {
            return Generated(options.Seed);
        }

        var requests = Cells(options, "lora_request_trace.csv", "gmt_create", "exec_time_seconds", "checkpoint_model_version_id", "groupId")
            .Where(c => c[1].Length > 0 && c[2].Length > 0)
            .Select(c => (Time: Seconds(c[0]), Duration: double.Parse(c[1], CultureInfo.InvariantCulture), Service: c[2], Client: c[3]))
            .OrderBy(r => r.Time);
        var (services, clients) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        List<TracedRequest> numbered = [.. requests.Select(r => new TracedRequest(r.Time, r.Duration, Number(services, r.Service), Number(clients, r.Client)))];
        var loads = Cells(options, "basemodel_update_latency_anon.csv", "value").Select(c => double.Parse(c[0], CultureInfo.InvariantCulture) / 1000);
        return new LoraTrace(numbered, [.. loads]);
    }

    // Visits of a few requests to services of unlike popularity: shows that everything works.
    private static LoraTrace Generated(int seed)
    {
        var random = Seeds.For(seed, "visits");
        List<(double Time, int Service, int Client)> visits = [];
        for (var client = 0; visits.Count < QuickRequests; client++)
        {
            var time = 3 * 86_400 * random.NextDouble();
            var service = (int)(20 * random.NextDouble() * random.NextDouble());
            for (var left = 1 + random.Next(8); left > 0; left--, time += -120 * Math.Log(1 - random.NextDouble()))
            {
                visits.Add((time, service, client));
            }
        }

        var services = new Dictionary<string, int>();
        return new LoraTrace([.. visits.OrderBy(v => v.Time).Select(v => new TracedRequest(v.Time, 20, Number(services, $"{v.Service}"), v.Client))], [10, 20, 40]);
    }

    private static int Number(Dictionary<string, int> names, string name) => names.TryGetValue(name, out var number) ? number : names[name] = names.Count;

    private static double Seconds(string text) =>
        (DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) - new DateTime(2020, 1, 1)).TotalSeconds;

    private static IEnumerable<string[]> Cells(BenchOptions options, string name, params string[] columns)
    {
        var file = DataFolder.Files(options, "gentd26", name)[0];
        var lines = File.ReadLines(file);
        var header = lines.First().Split(',').ToList();
        int[] at = [.. columns.Select(c => header.IndexOf(c) is >= 0 and var i ? i : throw new BenchException($"{file}: no column {c}"))];
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).Select(cells => at.Select(i => cells[i]).ToArray());
    }
}
