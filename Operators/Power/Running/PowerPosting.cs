namespace Headroom.Operators.Power.Running;

/// <summary>A decision for every feed and when it was made, on the wall clock.</summary>
internal sealed record PowerPosting(PowerPicture Picture, DateTimeOffset At);
