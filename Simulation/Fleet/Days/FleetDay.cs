using Headroom.Placement.Fleet.Following;
using Headroom.Simulation.Events;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>A drawn day, minute by minute, with the week before it: demand with day-night and bursts, what spot pools hold, and when they take back.</summary>
public sealed class FleetDay
{
    public const int Minutes = 1_440;

    /// <summary>Of history before the day.</summary>
    public const int LearnedDays = 7;

    private const double Swing = 0.55;
    private const double NoiseOfMinute = 0.03;
    private const double DriftOfMinute = 0.006;
    private const double BurstsPerDay = 6;
    private const double ReclaimShare = 0.5;
    private const int HoursShortAfterReclaim = 1;

    private readonly double[] _rates;
    private readonly int[,] _available;
    private readonly List<(int Minute, int Offer)> _reclaims = [];

    private FleetDay(double[] rates, int[,] available) => (_rates, _available) = (rates, available);

    /// <summary>Share of a pool's GPUs that a reclaim takes.</summary>
    public static double TakenByReclaim => ReclaimShare;

    /// <summary>Minute and offer of every reclaim.</summary>
    public IReadOnlyList<(int Minute, int Offer)> Reclaims => _reclaims;

    /// <summary>Requests/s; minutes before the day are negative.</summary>
    public double Rate(int minute) => _rates[minute + LearnedDays * Minutes];

    /// <summary>The most of an offer that can be had in a minute of the day.</summary>
    public int Available(int offer, int minute) => _available[offer, Math.Clamp(minute, 0, Minutes - 1)];

    /// <param name="offers">Spot ones are short and are taken back.</param>
    /// <param name="spotPools">GPUs in the largest state of each offer's pool; unused on demand.</param>
    /// <param name="meanRate">Requests/s.</param>
    /// <param name="seed">Of the day.</param>
    public static FleetDay Draw(IReadOnlyList<FleetOffer> offers, IReadOnlyList<int> spotPools, double meanRate, int seed)
    {
        ArgumentNullException.ThrowIfNull(offers);
        ArgumentNullException.ThrowIfNull(spotPools);
        var day = new FleetDay(Rates(meanRate, seed), new int[offers.Count, Minutes]);
        for (var offer = 0; offer < offers.Count; offer++)
        {
            day.DrawPool(offer, offers[offer], spotPools[offer], Seeds.For(seed, $"pool {offer}"));
        }

        return day;
    }

    private static double[] Rates(double mean, int seed)
    {
        var random = Seeds.For(seed, "demand");
        var rates = new double[(LearnedDays + 1) * Minutes];
        var (drift, burst, left, weight) = (0.0, 0.0, 0, 1.0);
        for (var t = 0; t < rates.Length; t++)
        {
            if (t % Minutes == 0)
            {
                weight = 1 + 0.08 * Normal(random); // days differ
            }

            drift = 0.98 * drift + DriftOfMinute * Normal(random);
            if (left-- <= 0 && random.NextDouble() < BurstsPerDay / Minutes)
            {
                (burst, left) = (0.2 + 0.5 * random.NextDouble(), 5 + random.Next(20));
            }

            // A burst is there at once and fades over its last minutes.
            var height = left > 0 ? burst * Math.Min(1, left / 4.0) : 0;
            var wave = 1 + Swing * Math.Sin(2 * Math.PI * (t % Minutes / (double)Minutes - 0.3)) + 0.12 * Math.Sin(4 * Math.PI * t / Minutes);
            rates[t] = mean * weight * wave * Math.Exp(drift) * (1 + height) * (1 + NoiseOfMinute * Normal(random));
        }

        return [.. rates.Select(r => Math.Max(r, 0.02 * mean))];
    }

    // A pool's size changes by the hour; a reclaim leaves it short.
    private void DrawPool(int offer, FleetOffer terms, int largest, Random random)
    {
        var shortUntil = 0;
        var size = largest;
        for (var minute = 0; minute < Minutes; minute++)
        {
            size = minute % 60 == 0 ? (int)Math.Round(largest * (0.4 + 0.6 * random.NextDouble())) : size;
            if (terms.IsSpot && random.NextDouble() < terms.InterruptionsPerHour / ReclaimShare / 60)
            {
                _reclaims.Add((minute, offer));
                shortUntil = minute + 60 * HoursShortAfterReclaim;
            }

            _available[offer, minute] = !terms.IsSpot ? largest : minute < shortUntil ? size / 3 : size;
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
