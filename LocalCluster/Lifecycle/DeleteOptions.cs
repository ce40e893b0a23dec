using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <param name="GraceSeconds">Null means the object's own grace period.</param>
/// <param name="Propagation">Background, Foreground or Orphan.</param>
internal sealed record DeleteOptions(
    long? GraceSeconds = null, string Propagation = "Background", string? Uid = null, string? ResourceVersion = null, bool DryRun = false)
{
    public static readonly DeleteOptions Default = new();

    public static DeleteOptions From(JsonObject? body, bool dryRun) => new(
        body.Int("gracePeriodSeconds"),
        body.Str("propagationPolicy") ?? (body.Bool("orphanDependents") is true ? "Orphan" : "Background"),
        body.Obj("preconditions").Str("uid"),
        body.Obj("preconditions").Str("resourceVersion"),
        dryRun || body.Arr("dryRun") is { Count: > 0 });
}
