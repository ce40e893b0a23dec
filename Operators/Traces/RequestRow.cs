namespace Headroom.Operators.Traces;

/// <param name="Time">Seconds since 1970 at which the request came; in data sets without dates, since their beginning.</param>
/// <param name="Duration">Seconds that the answer took, ≥ 0.</param>
/// <param name="Service">Number in <see cref="RequestTrace.Services"/>.</param>
public readonly record struct RequestRow(double Time, double Duration, int Service);
