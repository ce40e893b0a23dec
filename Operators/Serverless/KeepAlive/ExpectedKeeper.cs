using Headroom.Kubernetes;
using Headroom.Operators.Text;
using Headroom.Scaling.ColdStart.Services;

namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>One service of a pool: kept, or started ahead, while requests are expected of it often enough.</summary>
/// <param name="keepAlive">For a service that was never asked for: nothing can be expected of it yet.</param>
internal sealed class ExpectedKeeper(ExpectedPool pool, string uid, ObjectKey key, TimeSpan keepAlive, Action<ObjectKey> touched) : IKeeper
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private DateTimeOffset _idleSince;

    public void Arrive(DateTimeOffset now, DateTimeOffset idleSince)
    {
        foreach (var other in pool.Arrive(uid, key, now))
        {
            touched(other);
        }
    }

    public void Idle(DateTimeOffset since)
    {
        _idleSince = since;
        pool.Finish(uid, since);
    }

    public void Started(TimeSpan took) => pool.Started(uid, took);

    public KeepView Decide(DateTimeOffset now, bool isLoaded)
    {
        if (pool.Decide(uid, now, isLoaded) is not { } grounds)
        {
            var left = _idleSince + keepAlive - now;
            return new KeepView(isLoaded && left > TimeSpan.Zero, false, left > TimeSpan.Zero ? left : Longest, "it was never asked for");
        }

        var wait = grounds.Until < Longest.TotalSeconds ? TimeSpan.FromSeconds(Math.Max(0, grounds.Until) + 0.01) : Longest;
        return new KeepView(grounds.IsWorth && isLoaded, grounds.IsWorth && !isLoaded, wait, Text(grounds));
    }

    private static string Text(KeepGrounds grounds)
    {
        var (rate, source) = new[] { (grounds.ByGap, "by gaps like its own"), (grounds.ByTimer, "by its timer"), (grounds.ByLeader, "after the services it follows") }.MaxBy(static s => s.Item1);
        return $"nobody asks; {PerHour(rate)} an hour are expected {source}, {PerHour(grounds.Sum)} in all, and a replica is worth {PerHour(grounds.Threshold)}";
    }

    private static string PerHour(double perSecond) => NumberText.Of(perSecond * 3600);
}
