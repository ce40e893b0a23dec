using System.Globalization;
using System.Text.RegularExpressions;
using Headroom.Kubernetes;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>How long the images of a pod took, from the kubelet's events: no condition says it.</summary>
internal static partial class PullTime
{
    private static readonly ResourceType<UnstructuredObject> Events =
        UnstructuredObject.Of(new ResourceType("", "v1", "events", "Event", IsNamespaced: true));

    /// <returns>Null where no event tells.</returns>
    public static async Task<TimeSpan?> ReadAsync(KubernetesClient client, string ns, string podUid, CancellationToken ct)
    {
        var events = await client.ListAsync(Events, ns, new ListOptions { FieldSelector = $"involvedObject.uid={podUid},reason=Pulled" }, ct);
        TimeSpan? sum = null;
        foreach (var item in events.Items)
        {
            var message = item.Fields?.TryGetValue("message", out var text) is true ? text.GetString() : null;
            sum = Parse(message) is { } one ? (sum ?? TimeSpan.Zero) + one : sum;
        }

        return sum;
    }

    /// <param name="message">Such as: Successfully pulled image "a" in 1m2.5s (1m3s including waiting).</param>
    /// <returns>Zero for an image that was there; null for a message that says neither.</returns>
    public static TimeSpan? Parse(string? message)
    {
        if (message?.Contains("already present", StringComparison.Ordinal) is true)
        {
            return TimeSpan.Zero;
        }

        if (message is null || !Pulled().Match(message).Groups["time"].Success)
        {
            return null;
        }

        return Part().Matches(Pulled().Match(message).Groups["time"].Value).Select(static p => (Value: Number(p), Unit: p.Groups["unit"].Value) switch
        {
            var (value, unit) when unit == "h" => TimeSpan.FromHours(value),
            var (value, unit) when unit == "m" => TimeSpan.FromMinutes(value),
            var (value, unit) when unit == "s" => TimeSpan.FromSeconds(value),
            var (value, unit) when unit == "ms" => TimeSpan.FromMilliseconds(value),
            _ => TimeSpan.Zero,
        }).Aggregate(TimeSpan.Zero, static (sum, part) => sum + part);
    }

    private static double Number(Match part) => double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@" in (?<time>([0-9.]+(h|ms|m|µs|us|ns|s))+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pulled();

    [GeneratedRegex(@"(?<number>[0-9.]+)(?<unit>h|ms|m|µs|us|ns|s)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
