using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Headroom.Placement.Fragmentation;

namespace Headroom.Bench.Scheduling;

/// <summary>What a kube-scheduler does for each pod: filter and prioritize in turn, one pod after the other; bindings go on beside it.</summary>
internal sealed class SchedulerLoop : IDisposable
{
    private const int BindingsAtOnce = 16;

    // What a pod of a real workload carries beside what the extender reads: environment, volumes, managed fields.
    private static readonly string Ballast = new('x', 1_500);

    private readonly HttpClient _http;
    private readonly byte[][] _names;
    private readonly int _sampled;
    private readonly SemaphoreSlim _bindings = new(BindingsAtOnce);
    private readonly Random _ties = new(1);
    private readonly string _prefix;
    private int _start;
    private int _refusedBindings;

    /// <param name="address">Of the extender.</param>
    /// <param name="nodes">In the cluster.</param>
    /// <param name="sampled">Nodes that are sent for each pod; the next pod begins where this one ended.</param>
    public SchedulerLoop(Uri address, int nodes, int sampled)
    {
        _http = new HttpClient { BaseAddress = address };
        _names = [.. Enumerable.Range(0, nodes).Select(static n => Encoding.UTF8.GetBytes($"\"{ExtenderServer.NameOf(n)}\""))];
        _sampled = sampled;
        _prefix = $"s{sampled}";
    }

    /// <summary>Milliseconds of filter and prioritize together, pod by pod.</summary>
    public List<double> Milliseconds { get; } = [];

    public int Bound { get; private set; }

    /// <summary>GPU that the pods which were bound asked for, in thousandths.</summary>
    public long BoundMilli { get; private set; }

    public int RefusedBindings => _refusedBindings;

    public async Task ScheduleAsync(int number, PodShape shape, CancellationToken ct)
    {
        var (uid, pod) = ($"{_prefix}-{number}", Pod($"{_prefix}-{number}", shape));
        var begun = Stopwatch.GetTimestamp();
        var filtered = await PostAsync("/scheduler/filter", Body(pod, Sample()), ct);
        var fit = Names(filtered);
        var best = fit.Length == 0 ? null : Best(await PostAsync("/scheduler/prioritize", Body(pod, fit), ct));
        Milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        if (best is null)
        {
            return;
        }

        (Bound, BoundMilli) = (Bound + 1, BoundMilli + shape.TotalGpuMilli);
        await _bindings.WaitAsync(ct);
        _ = BindAsync(uid, best, ct);
    }

    public async Task FinishAsync(CancellationToken ct)
    {
        for (var i = 0; i < BindingsAtOnce; i++)
        {
            await _bindings.WaitAsync(ct);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _bindings.Dispose();
    }

    private async Task BindAsync(string uid, string node, CancellationToken ct)
    {
        try
        {
            var answer = await PostAsync("/scheduler/bind", Encoding.UTF8.GetBytes($"{{\"PodName\":\"{uid}\",\"PodNamespace\":\"default\",\"PodUID\":\"{uid}\",\"Node\":\"{node}\"}}"), ct);
            if (!answer.AsSpan().SequenceEqual("{\"Error\":\"\"}"u8))
            {
                Interlocked.Increment(ref _refusedBindings);
            }
        }
        finally
        {
            _bindings.Release();
        }
    }

    private static byte[] Pod(string uid, in PodShape shape)
    {
        var fraction = shape.IsWhole ? "" : $"\"gpu-fraction\":\"{shape.GpuMilli / 1000.0:0.###}\",\"gpu-fraction-num-devices\":\"{shape.GpuCount}\",";
        var gpus = shape.IsWhole ? $",\"nvidia.com/gpu\":\"{shape.GpuCount}\"" : "";
        return Encoding.UTF8.GetBytes(
            $$"""{"metadata":{"name":"{{uid}}","namespace":"default","uid":"{{uid}}","annotations":{ {{fraction}}"ballast":"{{Ballast}}" } },"spec":{"schedulerName":"gpu","containers":[{"name":"main","image":"registry.example/work:1","resources":{"requests":{"cpu":"{{shape.CpuMilli}}m","memory":"{{shape.MemoryMib}}Mi"{{gpus}} } } }] } }""");
    }

    private byte[] Sample()
    {
        using var names = new MemoryStream(24 * _sampled);
        for (var i = 0; i < _sampled; i++)
        {
            if (i > 0)
            {
                names.WriteByte((byte)',');
            }

            names.Write(_names[(_start + i) % _names.Length]);
        }

        _start = (_start + _sampled) % _names.Length;
        return names.ToArray();
    }

    private static byte[] Body(byte[] pod, ReadOnlySpan<byte> names) => [.. "{\"Pod\":"u8, .. pod, .. ",\"Nodes\":null,\"NodeNames\":["u8, .. names, .. "]}"u8];

    // They go on to prioritize as they are.
    private static byte[] Names(byte[] answer)
    {
        var (from, to) = (answer.AsSpan().IndexOf((byte)'[') + 1, answer.AsSpan().IndexOf((byte)']'));
        return answer[from..to];
    }

    // The highest score; which of several is chance, as there.
    private string? Best(byte[] answer)
    {
        var reader = new Utf8JsonReader(answer);
        var (best, host, highest, ties) = (default(string), default(string), -1, 0);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                host = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.Number)
            {
                var score = reader.GetInt32();
                ties = score > highest ? 1 : score == highest ? ties + 1 : ties;
                if (score > highest || score == highest && _ties.Next(ties) == 0)
                {
                    (best, highest) = (host, score);
                }
            }
        }

        return best;
    }

    private async Task<byte[]> PostAsync(string path, byte[] body, CancellationToken ct)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await _http.PostAsync(path, content, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }
}
