namespace Headroom.Scaling.StartUp;

/// <summary>What a <see cref="StartUpBelief"/> stands on, to be kept over a restart.</summary>
/// <param name="Weight">Discounted count.</param>
/// <param name="Sum">Discounted Σ ln t, t in seconds.</param>
/// <param name="Squares">Discounted Σ (ln t)².</param>
/// <param name="Observations">Starts seen.</param>
public sealed record StartUpState(double Weight, double Sum, double Squares, int Observations);
