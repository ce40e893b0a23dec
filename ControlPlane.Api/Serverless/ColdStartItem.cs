namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>One start of a replica; the components follow one another.</summary>
/// <param name="Began">When the first request was held for it, or else when the pod was made.</param>
/// <param name="Cause">Reason of the decision that wanted it; Replaced where none did.</param>
/// <param name="IsFromZero">No other replica was ready.</param>
/// <param name="WasAwaited">Requests were held until it was ready.</param>
/// <param name="TotalSeconds">Sum of the components.</param>
internal sealed record ColdStartItem(
    string Pod, DateTimeOffset Began, string Cause, bool IsFromZero, bool WasAwaited, double TotalSeconds, IReadOnlyList<ColdStartPart> Parts);

/// <summary>One component.</summary>
/// <param name="Name">decision, scheduling, image-pull, container-start, loading or first-byte.</param>
/// <param name="OffsetSeconds">From the beginning of the start.</param>
/// <param name="Seconds">How long it took; one that could not be seen is left out.</param>
internal sealed record ColdStartPart(string Name, double OffsetSeconds, double Seconds);

/// <summary>Newest first.</summary>
internal sealed record ColdStartPage(IReadOnlyList<ColdStartItem> Items);
