namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>Newest first; <c>nextCursor</c> is null on the last page.</summary>
internal sealed record DecisionPage(IReadOnlyList<DecisionItem> Items, string? NextCursor);
