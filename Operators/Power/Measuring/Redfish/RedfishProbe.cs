using System.Text.Json;
using Headroom.Operators.Text;
using Headroom.Units;

namespace Headroom.Operators.Power.Measuring.Redfish;

/// <summary>One address: asked again as soon as it has answered, its last reading kept with the time it was asked for.</summary>
internal sealed class RedfishProbe(Uri address, TimeProvider wall)
{
    private readonly Lock _lock = new();
    private Task _underWay = Task.CompletedTask;
    private Uri? _source;
    private (Watts Draw, long AskedAt)? _last;
    private string _failure = $"{address} has not answered yet";

    /// <summary>Asks, unless an answer is still awaited.</summary>
    /// <returns>Ends with the answer; never fails.</returns>
    public Task Ask(HttpClient http, TimeSpan limit)
    {
        lock (_lock)
        {
            return _underWay = _underWay.IsCompleted ? AskAsync(http, limit) : _underWay;
        }
    }

    /// <summary>The last reading, unless it is too old: an answer is as old as its question.</summary>
    public FeedReading Read(TimeSpan maxAge)
    {
        lock (_lock)
        {
            return _last is { } last && wall.GetElapsedTime(last.AskedAt) <= maxAge
                ? FeedReading.Of(last.Draw)
                : FeedReading.Failed(_failure);
        }
    }

    private async Task AskAsync(HttpClient http, TimeSpan limit)
    {
        var askedAt = wall.GetTimestamp();
        using var timeout = new CancellationTokenSource(limit, wall);
        var (draw, failure) = (default(Watts?), "");
        try
        {
            var source = _source ?? address;
            (draw, failure) = await FollowAsync(http, source, await GetAsync(http, source, timeout.Token), timeout.Token);
        }
        catch (OperationCanceledException)
        {
            failure = $"{_source ?? address} did not answer within {DurationText.Format(limit)}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            failure = $"{_source ?? address} cannot be reached: {e.InnerException?.Message ?? e.Message}";
        }

        lock (_lock)
        {
            (_last, _failure) = (draw is { } read ? (read, askedAt) : _last, failure);

            // A service that was updated may tell its watts elsewhere.
            _source = draw is null ? null : _source;
        }
    }

    private async Task<(Watts? Draw, string Failure)> FollowAsync(HttpClient http, Uri source, RedfishAnswer answer, CancellationToken ct)
    {
        switch (answer)
        {
            case RedfishAnswer.Draw draw:
                _source = source;
                return (Watts.FromWatts(draw.Watts), "");
            case RedfishAnswer.Elsewhere elsewhere:
                var failures = new List<string>();
                foreach (var path in elsewhere.Paths)
                {
                    var next = new Uri(source, path);
                    var found = await GetAsync(http, next, ct);
                    if (found is RedfishAnswer.Draw)
                    {
                        return await FollowAsync(http, next, found, ct);
                    }

                    failures.Add(found is RedfishAnswer.Nothing nothing ? $"{next} answered {nothing.What}" : $"{next} answered with links alone");
                }

                return (null, string.Join("; ", failures));
            default:
                return (null, $"{source} answered {((RedfishAnswer.Nothing)answer).What}"); // the third and last kind
        }
    }

    private static async Task<RedfishAnswer> GetAsync(HttpClient http, Uri source, CancellationToken ct)
    {
        using var response = await http.GetAsync(source, HttpCompletionOption.ResponseContentRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            return new RedfishAnswer.Nothing($"{(int)response.StatusCode} {response.ReasonPhrase}; 200 was expected");
        }

        try
        {
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return RedfishAnswer.Of(json.RootElement, MemberIn(source));
        }
        catch (JsonException)
        {
            return new RedfishAnswer.Nothing("with something that is not JSON; a Redfish resource was expected");
        }
    }

    // …/Power#/PowerControl/1, as Redfish itself names members.
    private static int MemberIn(Uri source) =>
        source.Fragment.Split('/') is ["#", "PowerControl", var member] && int.TryParse(member, out var index) && index >= 0 ? index : 0;
}
