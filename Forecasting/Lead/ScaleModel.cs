namespace Headroom.Forecasting.Lead;

/// <summary>How far the next error will be from zero: a ridge on logarithms of recent errors, level and time of day.</summary>
internal sealed class ScaleModel
{
    public const int Features = 10;

    private static readonly int[] Spans = [8, 60, 720];

    private readonly OnlineRidge _ridge = new(Features, 1.0, double.PositiveInfinity);
    private readonly double[] _means = new double[Spans.Length];
    private readonly Queue<double[]> _due = new();
    private readonly int _lead;
    private double _overall;
    private int _seen;

    /// <param name="lead">Steps ahead, ≥ 1.</param>
    public ScaleModel(int lead) => _lead = lead;

    /// <param name="error">Of the forecast that was due now, NaN where there was none.</param>
    /// <param name="history">The newest load included.</param>
    /// <param name="row">Receives the regressors.</param>
    /// <returns>σ of the forecast made now, &gt; 0, in the load's unit up to a constant factor.</returns>
    public double Step(double error, LeadHistory history, Span<double> row)
    {
        var due = _due.Count == _lead ? _due.Dequeue() : null;
        if (double.IsFinite(error))
        {
            Learn(Math.Abs(error), due);
        }

        var floor = Floor(history);
        for (var i = 0; i < Spans.Length; i++)
        {
            row[i] = Math.Log(_means[i] + floor);
        }

        row[3] = Math.Log(Math.Abs(history.Level) + floor);
        row[4] = Math.Log(history.Movement + floor);
        (row[5], row[6]) = Math.SinCos(history.DayPhase);
        (row[7], row[8]) = Math.SinCos(2 * history.DayPhase);
        row[9] = 1.0;
        _due.Enqueue([.. row]);

        return Math.Max(_ridge.IsFitted ? Math.Exp(_ridge.Predict(row)) : _overall, floor);
    }

    public void Refit()
    {
        if (_seen > 5 * Features)
        {
            _ridge.Solve();
        }
    }

    private double Floor(LeadHistory history) => 0.02 * _overall + 1e-6 * (1 + Math.Abs(history.Level));

    private void Learn(double size, double[]? due)
    {
        _seen++;
        _overall += (size - _overall) / Math.Min(_seen, 10_000);
        for (var i = 0; i < Spans.Length; i++)
        {
            _means[i] += 2.0 / (Math.Min(Spans[i], _seen) + 1) * (size - _means[i]);
        }

        if (due is not null)
        {
            _ridge.Add(due, Math.Log(size + 0.1 * _overall + 1e-9));
        }
    }
}
