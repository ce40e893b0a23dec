namespace Headroom.Simulation.Power;

/// <summary>How the rate of a row moves; the first two are found by <see cref="RowCalibration"/>.</summary>
/// <param name="RequestsPerServerSecond">At the top of a weekday, before noise and bursts.</param>
/// <param name="BurstHeight">Largest burst, share of the rate.</param>
/// <param name="Night">Rate at the bottom of the day over that at the top.</param>
/// <param name="Weekend">Rate at weekends over that of weekdays.</param>
/// <param name="SlowNoise">Deviation of the noise that lasts <paramref name="SlowSeconds"/>.</param>
/// <param name="FastNoise">Deviation of the noise that lasts <paramref name="FastSeconds"/>.</param>
/// <param name="BurstEverySeconds">Mean time between bursts, which all servers share.</param>
/// <param name="BurstRampSeconds">From nothing to the burst's height.</param>
/// <param name="SmallestBurst">Smallest burst over the largest; heights are even between.</param>
public sealed record LoadShape(
    double RequestsPerServerSecond, double BurstHeight, double Night = .4, double Weekend = .85,
    double SlowNoise = .04, double SlowSeconds = 1200, double FastNoise = .06, double FastSeconds = 45,
    double BurstEverySeconds = 1800, double BurstRampSeconds = 25, double SmallestBurst = .3);
