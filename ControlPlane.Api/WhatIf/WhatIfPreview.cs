using Headroom.Operators.Autoscaling.Replays;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>What a what-if of this autoscaler would begin with.</summary>
/// <param name="Present">The fields that can be changed, as they stand.</param>
/// <param name="Policies">That may be chosen.</param>
/// <param name="MissingBecause">Why nothing can be replayed yet; null when it can.</param>
/// <param name="History">Null without any.</param>
/// <param name="MayApply">Whether the caller may change the object.</param>
internal sealed record WhatIfPreview(
    SpecText Present, IReadOnlyList<string> Policies, string? MissingBecause, WhatIfHistoryItem? History, bool MayApply);
