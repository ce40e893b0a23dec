using Headroom.Placement.Fleet.Following;

namespace Headroom.Simulation.Fleet.Days;

/// <summary>Runs a policy through a day: nodes take three minutes to start, and go only when nothing is starting that replaces them.</summary>
public sealed class FleetDayReplay
{
    public const int StartMinutes = 3;

    // Of a reclaim: as the large clouds give it.
    private const int NoticeMinutes = 2;

    private readonly FleetDay _day;
    private readonly IFleetPolicy _policy;
    private readonly OfferCatalog _catalog;
    private readonly int[] _ready;
    private readonly int[,] _starting; // by offer and minutes left
    private readonly int[,] _leaving;
    private readonly ILookup<int, int> _reclaims;
    private int _starts;
    private int _interrupted;

    private FleetDayReplay(FleetDay day, IFleetPolicy policy, OfferCatalog catalog)
    {
        (_day, _policy, _catalog) = (day, policy, catalog);
        var offers = catalog.Offers.Count;
        (_ready, _starting, _leaving) = (new int[offers], new int[offers, StartMinutes + 1], new int[offers, NoticeMinutes + 1]);
        _reclaims = day.Reclaims.ToLookup(static r => r.Minute, static r => r.Offer);
    }

    public static FleetDayOutcome Run(FleetDay day, IFleetPolicy policy, OfferCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(catalog);
        return new FleetDayReplay(day, policy, catalog).Run();
    }

    private FleetDayOutcome Run()
    {
        var (dollars, asked, met, gpuMinutes, spotMinutes) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var minute = 0; minute < FleetDay.Minutes; minute++)
        {
            Advance();
            TakeBack(minute);
            Move(_policy.Target(View(minute)), isInstant: minute == 0 || _policy.IsInstant);
            var (serving, held) = (new int[_ready.Length], new int[_ready.Length]);
            for (var i = 0; i < _ready.Length; i++)
            {
                serving[i] = _ready[i] + Sum(_leaving, i);
                held[i] = serving[i] + Sum(_starting, i);
                gpuMinutes += held[i];
                spotMinutes += _catalog.Offers[i].IsSpot ? held[i] : 0;
            }

            dollars += _catalog.DollarsPerHour(held) / 60;
            asked += _day.Rate(minute);
            met += Math.Min(_day.Rate(minute), _catalog.CapacityOf(serving));
        }

        return new FleetDayOutcome(_policy.Name, dollars, 100 * met / asked, 100 * spotMinutes / gpuMinutes, _starts, _interrupted);
    }

    private FleetView View(int minute)
    {
        var counts = new int[_ready.Length];
        var available = new int[_ready.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = _ready[i] + Sum(_starting, i);
            available[i] = _day.Available(i, minute);
        }

        return new FleetView(_day, minute, counts, [.. available.Select((a, i) => Math.Max(a, counts[i]))]);
    }

    private void Advance()
    {
        for (var i = 0; i < _ready.Length; i++)
        {
            _ready[i] += _starting[i, 1];
            for (var left = 1; left < StartMinutes; left++)
            {
                _starting[i, left] = _starting[i, left + 1];
            }

            _starting[i, StartMinutes] = 0;
            for (var left = 1; left < NoticeMinutes; left++)
            {
                _leaving[i, left] = _leaving[i, left + 1];
            }

            _leaving[i, NoticeMinutes] = 0;
        }
    }

    private void TakeBack(int minute)
    {
        foreach (var offer in _reclaims[minute])
        {
            var taken = (int)Math.Ceiling(FleetDay.TakenByReclaim * _ready[offer]);
            _ready[offer] -= taken;
            _leaving[offer, NoticeMinutes] += taken;
            _interrupted += taken;
        }
    }

    private void Move(IReadOnlyList<int> target, bool isInstant)
    {
        for (var i = 0; i < _ready.Length; i++)
        {
            var missing = target[i] - _ready[i] - Sum(_starting, i);
            if (isInstant)
            {
                _ready[i] = target[i];
            }
            else if (missing > 0)
            {
                _starting[i, StartMinutes] += missing;
                _starts += missing;
            }
        }

        if (!isInstant && Enumerable.Range(0, _ready.Length).Sum(i => Sum(_starting, i)) == 0)
        {
            for (var i = 0; i < _ready.Length; i++)
            {
                _ready[i] = Math.Min(_ready[i], target[i]);
            }
        }
    }

    private static int Sum(int[,] table, int row)
    {
        var sum = 0;
        for (var k = 1; k < table.GetLength(1); k++)
        {
            sum += table[row, k];
        }

        return sum;
    }
}
