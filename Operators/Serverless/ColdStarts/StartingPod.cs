using Headroom.Kubernetes;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>What has been seen of a pod's start so far. One watch callback at a time replaces it.</summary>
internal sealed record StartingPod(ObjectKey Service, string Pod, string Uid, DateTimeOffset Created, bool IsFromZero)
{
    public DateTimeOffset? Scheduled { get; init; }

    /// <summary>The last of its containers.</summary>
    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ready { get; init; }

    public string? Address { get; init; }

    /// <summary>The moment behind a time stamp of whole seconds.</summary>
    /// <param name="stamp">The API's: cut to the second, by another machine's clock.</param>
    /// <param name="seen">When the watch showed it, by this one's.</param>
    /// <returns>What was seen, where the two agree; the stamp where the watch was late or the clocks differ.</returns>
    public static DateTimeOffset Moment(DateTimeOffset? stamp, DateTimeOffset seen) =>
        stamp is not { } at || (seen >= at.AddSeconds(-1) && seen <= at.AddSeconds(3)) ? seen : at;
}
