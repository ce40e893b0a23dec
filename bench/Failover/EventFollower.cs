using System.Globalization;
using System.Net.Http.Headers;

namespace Headroom.Bench.Failover;

/// <summary>One client of the event stream, as a browser is one: when its replica is gone it goes on at the other, after the last id it has.</summary>
internal sealed class EventFollower(FailoverStack stack, int place)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly HashSet<long> _seen = [];
    private long _last = -1;

    /// <summary>How often a replica said that it cannot send everything that was missed.</summary>
    public int Gaps { get; private set; }

    /// <summary>How often a stream was opened.</summary>
    public int Openings { get; private set; }

    public IReadOnlyCollection<long> Missing(IReadOnlyList<long> ids)
    {
        lock (_lock)
        {
            return [.. ids.Where(id => !_seen.Contains(id))];
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(Replica(), ct);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                // Killed, stopped or starting: the next attempt may go to the other.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    // Its own place while somebody lives there, or else the other.
    private Uri Replica() => (stack.Replicas[place] is { IsAlive: true } own && Openings % 2 == 0 ? own : stack.Replicas[1 - place]).Url;

    private async Task FollowAsync(Uri replica, CancellationToken ct)
    {
        Openings++;
        using var http = new HttpClient { BaseAddress = replica, Timeout = TimeSpan.FromSeconds(5) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.AdminToken);
        if (_last >= 0)
        {
            request.Headers.Add("Last-Event-ID", _last.ToString(CultureInfo.InvariantCulture));
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (true)
        {
            // A heartbeat comes every 15 s: a stream that is silent for longer is a replica that is stopped.
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Silence);
            if (await reader.ReadLineAsync(limit.Token) is not { } line)
            {
                return;
            }

            Read(line);
        }
    }

    private void Read(string line)
    {
        if (line.StartsWith("id: ", StringComparison.Ordinal))
        {
            lock (_lock)
            {
                _last = long.Parse(line[4..], CultureInfo.InvariantCulture);
                _seen.Add(_last);
            }
        }
        else if (line == "event: gap")
        {
            Gaps++;
        }
    }
}
