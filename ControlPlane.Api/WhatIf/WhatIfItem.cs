using Headroom.Operators.Autoscaling.Replays;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>A replay that was asked for. It is kept for a quarter of an hour, by the replica that runs it.</summary>
/// <param name="State">Running, Done, Cancelled or Failed.</param>
/// <param name="Progress">Share of the work, in [0, 1].</param>
/// <param name="Change">What was to be changed; null leaves what is there.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Result">Once it is done.</param>
internal sealed record WhatIfItem(
    string Id, string Namespace, string Name, string State, double Progress, SpecText Change, string? Error, WhatIfResult? Result);
