using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>Ages as kubectl shows them.</summary>
/// <remarks>The steps are those of k8s.io/apimachinery/pkg/util/duration.HumanDuration.</remarks>
internal static class HumanDuration
{
    public static string Since(string? time, DateTimeOffset now) =>
        KubeTime.Parse(time) is { } then ? Format(now - then) : "<unknown>";

    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1)
        {
            return "<invalid>";
        }

        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds switch
        {
            <= 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 when seconds % 60 != 0 => $"{minutes}m{seconds % 60}s",
            < 3 * 3600 => $"{minutes}m",
            < 8 * 3600 when minutes % 60 != 0 => $"{hours}h{minutes % 60}m",
            < 48 * 3600 => $"{hours}h",
            < 8 * 86400 when hours % 24 != 0 => $"{days}d{hours % 24}h",
            < 2 * 365 * 86400 => $"{days}d",
            < 8L * 365 * 86400 when days % 365 != 0 => $"{days / 365}y{days % 365}d",
            _ => $"{days / 365}y",
        };
    }
}
