namespace Headroom.Operators.Decisions;

/// <summary>One decision interval of one autoscaler, summed into 15-minute roll-ups.</summary>
/// <param name="Key">The autoscaler.</param>
/// <param name="Uid">The object's uid.</param>
/// <param name="Time">Decision clock.</param>
/// <param name="Demand">Observed demand, indicator's unit; NaN when missing.</param>
/// <param name="Desired">Replicas decided.</param>
/// <param name="Ready">Replicas ready.</param>
/// <param name="IsViolation">True when demand exceeded ready capacity in the interval.</param>
/// <param name="Interval">Length of the interval.</param>
public readonly record struct EvaluationSample(
    AutoscalerKey Key,
    string Uid,
    DateTimeOffset Time,
    double Demand,
    int Desired,
    int Ready,
    bool IsViolation,
    TimeSpan Interval);
