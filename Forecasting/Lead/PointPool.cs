namespace Headroom.Forecasting.Lead;

/// <summary>The load one lead ahead as a number: ridges with different memories and persistence, weighted by recent error.</summary>
internal sealed class PointPool
{
    private const double Sharpness = 20.0;
    private const double MeanGainDays = 1.0;

    private readonly OnlineRidge[] _ridges;
    private readonly double[] _errors;
    private readonly double _gain;
    private readonly Queue<Due> _due = new();
    private readonly int _lead;

    /// <param name="day">Steps in a day.</param>
    /// <param name="lead">Steps ahead, ≥ 1.</param>
    public PointPool(int day, int lead)
    {
        _lead = lead;
        var halfLife = Math.Pow(0.5, 1.0 / (1.5 * day));
        _ridges =
        [
            new OnlineRidge(LeadHistory.Features, 1.0, double.PositiveInfinity),
            new OnlineRidge(LeadHistory.Features, halfLife, double.PositiveInfinity),
            new OnlineRidge(LeadHistory.Features, 1.0, 2.0),
        ];
        _errors = new double[_ridges.Length + 1];
        _gain = 1 - Math.Pow(0.5, 1.0 / (MeanGainDays * day));
    }

    /// <summary>Learns from what has come for the forecast made a lead ago, then forecasts from here.</summary>
    /// <param name="history">The newest load included.</param>
    /// <returns>The forecast, ≥ 0, and the one that was due now, NaN where none was made.</returns>
    public (double Point, double Due) Step(LeadHistory history)
    {
        var due = double.NaN;
        if (_due.Count == _lead && _due.Dequeue() is var made)
        {
            due = made.Point;
            Learn(made, history.Newest);
        }

        var row = new double[LeadHistory.Features];
        var members = new double[_errors.Length];
        Array.Fill(members, history.Newest);
        var hasRow = history.TryFill(row);
        for (var i = 0; hasRow && i < _ridges.Length; i++)
        {
            members[i] = _ridges[i].IsFitted ? Math.Max(0.0, history.Level + history.Movement * _ridges[i].Predict(row)) : history.Newest;
        }

        var point = Pool(members);
        _due.Enqueue(new Due(point, members, hasRow ? row : null, history.Level, history.Movement));
        return (point, due);
    }

    public void Refit()
    {
        foreach (var ridge in _ridges)
        {
            ridge.Solve();
        }
    }

    private void Learn(Due made, double load)
    {
        for (var i = 0; i < _errors.Length; i++)
        {
            _errors[i] += _gain * (Math.Abs(load - made.Members[i]) - _errors[i]);
        }

        if (made.Row is not null)
        {
            var target = Math.Clamp((load - made.Level) / made.Movement, -100.0, 100.0);
            Array.ForEach(_ridges, ridge => ridge.Add(made.Row, target));
        }
    }

    private double Pool(double[] members)
    {
        var best = Math.Max(_errors.Min(), 1e-12);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < members.Length; i++)
        {
            var weight = Math.Exp(-Sharpness * (_errors[i] / best - 1));
            (sum, total) = (sum + weight * members[i], total + weight);
        }

        return sum / total;
    }

    private sealed record Due(double Point, double[] Members, double[]? Row, double Level, double Movement);
}
