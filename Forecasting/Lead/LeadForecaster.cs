namespace Headroom.Forecasting.Lead;

/// <summary>
/// The load at the one time that a decision lands on, learned online: a point, and the loads that are exceeded with small
/// probabilities. Every step costs microseconds; refits come every few hours of the series.
/// </summary>
/// <remarks>docs/algorithms/lead-forecast.md. Not thread-safe.</remarks>
public sealed class LeadForecaster
{
    private const int RefitsPerDay = 4;

    private readonly LeadHistory _history;
    private readonly PointPool _points;
    private readonly ScaleModel _scale;
    private readonly QuantileExperts _quantiles;
    private readonly double[] _upper = new double[QuantileGrid.Count];
    private readonly double[] _state = new double[ScaleModel.Features];
    private readonly int _day;

    /// <param name="day">Steps in a day, ≥ 2.</param>
    /// <param name="lead">Steps from a decision to its effect, ≥ 1.</param>
    /// <param name="random">Source of the forest's bags.</param>
    public LeadForecaster(int day, int lead, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(lead, 1);
        _day = day;
        _history = new LeadHistory(day, lead);
        _points = new PointPool(day, lead);
        _scale = new ScaleModel(lead);
        _quantiles = new QuantileExperts(day, lead, random);
    }

    /// <summary>Whether the next <see cref="Observe"/> refits: many times the work of any other.</summary>
    public bool IsRefitDue => _history.Count + 1 > _day + _day / RefitsPerDay && (_history.Count + 1) % Math.Max(_day / RefitsPerDay, 1) == 0;

    /// <summary>Steps before <see cref="Upper"/> says anything: half a day of errors after the first day.</summary>
    /// <param name="day">Steps in a day.</param>
    public static int LeastSteps(int day) => day * 3 / 2;

    /// <summary>Bytes that one holds once it has seen two weeks, about.</summary>
    /// <param name="day">Steps in a day.</param>
    /// <remarks>A day takes 440 bytes a step of the forest's rows, 224 of errors in order, up to 256 of loads; the forest itself comes to it. 1.5 MB measured at 1,440 steps.</remarks>
    public static long Footprint(int day) => (920L * day) + 200_000;

    /// <summary>Load expected one lead after the newest, ≥ 0.</summary>
    public double Point { get; private set; }

    /// <summary>Loads exceeded one lead after the newest with the probabilities of <see cref="QuantileGrid"/>, ascending, ≥ 0.</summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>Learns the load of the step that has just ended and forecasts from there.</summary>
    /// <param name="load">≥ 0; a missing one (NaN) counts as the one before it.</param>
    public void Observe(double load)
    {
        var isRefitDue = IsRefitDue;
        _history.Add(load);
        if (isRefitDue)
        {
            _points.Refit();
            _scale.Refit();
            // A forest takes longer than all ridges together, and the shape of errors changes slowly.
            if (_history.Count % _day == 0)
            {
                _quantiles.Refit();
            }
        }

        (Point, var due) = _points.Step(_history);
        var error = _history.Newest - due;
        var scale = _scale.Step(error, _history, _state);
        _quantiles.Step(error, scale, _state, _upper);
        for (var i = 0; i < _upper.Length; i++)
        {
            _upper[i] = Math.Max(0.0, Point + _upper[i]);
        }
    }
}
