namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>A line of a difference.</summary>
/// <param name="Kind">Same, Removed, Added, or Skipped for lines in between that are the same.</param>
/// <param name="Text">The line; for Skipped how many.</param>
internal sealed record DiffLine(string Kind, string Text);
