using Headroom.Forecasting.Distributions;

namespace Headroom.Forecasting;

/// <summary>What is predicted from one origin.</summary>
/// <param name="Origin">Time of the newest sample used.</param>
/// <param name="Step">Spacing of the steps ahead.</param>
/// <param name="Paths">Joint draws, in the demand's unit.</param>
public sealed record Forecast(DateTimeOffset Origin, TimeSpan Step, SamplePaths Paths);
