namespace Headroom.Bench.Activating;

/// <summary>What a run of requests took.</summary>
/// <param name="Microseconds">Of each answered request, in order of length.</param>
/// <param name="Errors">Answers other than 200, and connections that broke off.</param>
/// <param name="Seconds">From first to last.</param>
internal sealed record LoadRun(double[] Microseconds, int Errors, double Seconds)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public double PerSecond => Microseconds.Length / Seconds;

    public double At(double quantile) => Microseconds.Length == 0 ? double.NaN : Microseconds[Math.Min(Microseconds.Length - 1, (int)(quantile * Microseconds.Length))];

    /// <summary>Each connection asks again as soon as it is answered.</summary>
    public static async Task<LoadRun> ClosedAsync(int port, string host, int connections, TimeSpan length, CancellationToken ct)
    {
        var begun = Time.GetTimestamp();
        var parts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => OneAsync(port, host, begun, length, ct), ct)));
        return Merge(parts, Time.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>Requests at fixed instants, whatever the answers do; each latency counts from the instant it was due.</summary>
    public static async Task<LoadRun> OpenAsync(int port, string host, int connections, int perSecond, TimeSpan length, CancellationToken ct)
    {
        var clients = new List<RawClient>();
        for (var i = 0; i < connections; i++)
        {
            clients.Add(new RawClient(host));
            await clients[i].ConnectAsync(port, ct);
        }

        var total = (int)(perSecond * length.TotalSeconds);
        var begun = Time.GetTimestamp();
        var next = -1;
        var parts = await Task.WhenAll(clients.Select(c => Task.Run(async () =>
        {
            using (c)
            {
                var took = new List<double>();
                var errors = 0;
                while (Interlocked.Increment(ref next) is var mine && mine < total)
                {
                    var due = TimeSpan.FromSeconds(mine / (double)perSecond);
                    if (due - Time.GetElapsedTime(begun) is { TotalMilliseconds: > 1 } early)
                    {
                        await Task.Delay(early, Time, ct);
                    }

                    errors += await TryAsync(c, ct) ? 0 : 1;
                    took.Add((Time.GetElapsedTime(begun) - due).TotalMicroseconds);
                }

                return (took, errors);
            }
        }, ct)));
        return Merge(parts, Time.GetElapsedTime(begun).TotalSeconds);
    }

    private static async Task<(List<double> Took, int Errors)> OneAsync(int port, string host, long begun, TimeSpan length, CancellationToken ct)
    {
        using var client = new RawClient(host);
        await client.ConnectAsync(port, ct);
        var took = new List<double>(100_000);
        var errors = 0;
        while (Time.GetElapsedTime(begun) < length)
        {
            var at = Time.GetTimestamp();
            if (!await TryAsync(client, ct))
            {
                errors++;
                break;
            }

            took.Add(Time.GetElapsedTime(at).TotalMicroseconds);
        }

        return (took, errors);
    }

    private static async ValueTask<bool> TryAsync(RawClient client, CancellationToken ct)
    {
        try
        {
            return await client.CallAsync(ct) == 200;
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static LoadRun Merge((List<double> Took, int Errors)[] parts, double seconds)
    {
        double[] all = [.. parts.SelectMany(static p => p.Took)];
        Array.Sort(all);
        return new LoadRun(all, parts.Sum(static p => p.Errors), seconds);
    }
}
