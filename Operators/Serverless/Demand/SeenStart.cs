namespace Headroom.Operators.Serverless.Demand;

/// <summary>A replica's start as activators saw it, on this machine's clock.</summary>
/// <param name="WantedAt">First request that was held for want of it.</param>
/// <param name="FirstByteAt">First response that it began.</param>
internal readonly record struct SeenStart(DateTimeOffset? WantedAt, DateTimeOffset? FirstByteAt)
{
    /// <summary>What two activators saw: whichever was earlier.</summary>
    public SeenStart And(SeenStart other) => new(Earlier(WantedAt, other.WantedAt), Earlier(FirstByteAt, other.FirstByteAt));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
