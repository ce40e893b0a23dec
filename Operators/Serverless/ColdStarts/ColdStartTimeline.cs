using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.Records;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>Makes a record of what was seen of one start.</summary>
internal static class ColdStartTimeline
{
    // A request that was held for longer was held for another replica, which did not come.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(30);

    /// <param name="start">Ready.</param>
    /// <param name="heard">What activators saw of it; null where none did.</param>
    /// <param name="pull">Time of the images; null where unknown.</param>
    /// <param name="serviceUid">Of its service.</param>
    /// <param name="cause">Why there was one more.</param>
    public static ColdStart Of(StartingPod start, SeenStart? heard, TimeSpan? pull, string serviceUid, string cause)
    {
        var wanted = heard?.WantedAt is { } at && at < start.Created && start.Created - at < LongestHold ? at : start.Created;
        // What was seen out of order, between two looks at the watch, took no time that could be told.
        var scheduled = Later(start.Scheduled, start.Created);
        var started = Later(start.Started, scheduled);
        var ready = Later(start.Ready, started);
        var toStart = started - scheduled;
        var pulled = pull is { } time ? (time < toStart ? time : toStart) : (TimeSpan?)null;
        return new ColdStart
        {
            Namespace = start.Service.Namespace,
            Service = start.Service.Name,
            ServiceUid = serviceUid,
            Pod = start.Pod,
            PodUid = start.Uid,
            Began = wanted,
            Cause = cause,
            IsFromZero = start.IsFromZero,
            WasAwaited = heard?.WantedAt is not null,
            DecisionSeconds = (start.Created - wanted).TotalSeconds,
            SchedulingSeconds = (scheduled - start.Created).TotalSeconds,
            ImagePullSeconds = pulled?.TotalSeconds,
            ContainerStartSeconds = (toStart - (pulled ?? TimeSpan.Zero)).TotalSeconds,
            LoadingSeconds = (ready - started).TotalSeconds,
            FirstByteSeconds = heard?.FirstByteAt is { } first ? Math.Max(0, (first - ready).TotalSeconds) : null,
        };
    }

    private static DateTimeOffset Later(DateTimeOffset? seen, DateTimeOffset before) => seen is { } at && at > before ? at : before;
}
