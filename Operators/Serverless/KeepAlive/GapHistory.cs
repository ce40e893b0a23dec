using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>A service's last gaps and start-up times: what every policy learns from, so that any can be taught anew by it.</summary>
/// <remarks>Written by the one worker that has the service, read by whoever saves it.</remarks>
internal sealed class GapHistory
{
    private const int CurrentVersion = 1;

    // About as many as the policies remember; 5 kB.
    private const int MostGaps = 200;
    private const int MostStarts = 40;

    private readonly Lock _lock = new();
    private readonly Queue<double[]> _gaps = new();
    private readonly Queue<double> _starts = new();

    /// <summary>Rises with every change.</summary>
    public int Version { get; private set; }

    public void Add(DateTimeOffset idleSince, DateTimeOffset arrived)
    {
        lock (_lock)
        {
            AddLocked(_gaps, [Seconds(idleSince), Seconds(arrived)], MostGaps);
            Version++;
        }
    }

    public void AddStart(TimeSpan took)
    {
        lock (_lock)
        {
            AddLocked(_starts, Math.Round(took.TotalSeconds, 3), MostStarts);
            Version++;
        }
    }

    /// <summary>The gaps' ends in the order of time; the request before the first gap is not known, and is taken to have come as it began.</summary>
    public IReadOnlyList<(DateTimeOffset At, bool IsArrival)> Events()
    {
        lock (_lock)
        {
            var gaps = _gaps.ToArray();
            return gaps.Length == 0 ? [] : [(Time(gaps[0][0]), true), .. gaps.SelectMany(static g => new[] { (Time(g[0]), false), (Time(g[1]), true) })];
        }
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Gaps()
    {
        lock (_lock)
        {
            return [.. _gaps.Select(static g => (Time(g[0]), Time(g[1])))];
        }
    }

    public IReadOnlyList<TimeSpan> Starts()
    {
        lock (_lock)
        {
            return [.. _starts.Select(TimeSpan.FromSeconds)];
        }
    }

    public byte[] ToUtf8()
    {
        lock (_lock)
        {
            return JsonSerializer.SerializeToUtf8Bytes(new SavedGaps(CurrentVersion, [.. _gaps], [.. _starts]), SavedGapsJson.Default.SavedGaps);
        }
    }

    /// <returns>Null for what is of another version or damaged: then it is learned anew.</returns>
    public static GapHistory? TryParse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (JsonSerializer.Deserialize(utf8, SavedGapsJson.Default.SavedGaps) is not { Version: CurrentVersion, Gaps: { } gaps, Starts: { } starts }
                || gaps.Any(static g => g is not [var from, var to] || !(from <= to) || !IsTime(from) || !IsTime(to)) || starts.Any(static s => s is not (>= 0 and < 1e6)))
            {
                return null;
            }

            var history = new GapHistory();
            foreach (var gap in gaps)
            {
                history.Add(Time(gap[0]), Time(gap[1]));
            }

            foreach (var start in starts)
            {
                history.AddStart(TimeSpan.FromSeconds(start));
            }

            return history;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void AddLocked<T>(Queue<T> queue, T item, int most)
    {
        queue.Enqueue(item);
        while (queue.Count > most)
        {
            queue.Dequeue();
        }
    }

    private static bool IsTime(double seconds) => seconds is > 0 and < 1e11;

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static DateTimeOffset Time(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
}

/// <param name="Version">Of this form; another one is not read.</param>
/// <param name="Gaps">Pairs of Unix seconds: idle since, asked for again.</param>
/// <param name="Starts">Seconds from decision to readiness.</param>
internal sealed record SavedGaps(int Version, double[][] Gaps, double[] Starts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SavedGaps))]
internal sealed partial class SavedGapsJson : JsonSerializerContext;
