namespace Headroom.ControlPlane.Api.Autoscalers;

/// <summary>By namespace and name; <c>nextCursor</c> is null on the last page.</summary>
internal sealed record AutoscalerPage(IReadOnlyList<AutoscalerItem> Items, string? NextCursor);
