using System.Globalization;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Indicators;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Power.Settings;
using Headroom.Operators.Text;
using Headroom.Units;

namespace Headroom.Operators.Power.Measuring;

/// <summary>A feed's meter behind a PromQL query: its last sample that is fresh enough.</summary>
internal sealed class PrometheusMeter(PrometheusSource prometheus, string secretNamespace, TimeProvider wall)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <param name="settings">Of a domain whose source is Prometheus.</param>
    public async Task<FeedReading> ReadAsync(PowerSettings settings, CancellationToken ct)
    {
        var now = wall.GetUtcNow();
        var asked = settings.Prometheus!; // checked with the spec: the source is Prometheus
        var indicator = new IndicatorSpec
        {
            Name = "draw",
            Prometheus = new PrometheusSpec { ServerAddress = asked.ServerAddress, Query = asked.Query, Authorization = asked.Authorization },
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            var reading = await prometheus.ReadAsync(
                new IndicatorRequest(secretNamespace, indicator, new ScaleTargetSpec(), now - settings.MaxAge, now, TimeSpan.FromSeconds(1)), limit.Token);
            return reading switch
            {
                IndicatorReading.Failed failed => FeedReading.Failed(failed.Message),
                IndicatorReading.Samples { Values: [.., { Value: >= 0 and < 1e9 } last] } => FeedReading.Of(Watts.FromWatts(last.Value)),
                IndicatorReading.Samples { Values: [.., var last] } => FeedReading.Failed(string.Create(CultureInfo.InvariantCulture,
                    $"{asked.ServerAddress} answered '{asked.Query}' with {last.Value}; watts of 0 or more and below 1G were expected")),
                _ => FeedReading.Failed(
                    $"{asked.ServerAddress} has nothing for '{asked.Query}' in the last {DurationText.Format(settings.MaxAge)}; one series of watts was expected"),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return FeedReading.Failed($"{asked.ServerAddress} did not answer '{asked.Query}' within {DurationText.Format(Limit)}");
        }
    }
}
