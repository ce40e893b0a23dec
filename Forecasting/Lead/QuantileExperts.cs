namespace Headroom.Forecasting.Lead;

/// <summary>
/// Upper quantiles of the next error from experts that differ in how far they look back and how much they trust σ, and a
/// forest; each probability is pooled by its own pinball loss.
/// </summary>
internal sealed class QuantileExperts
{
    private const double Sharpness = 40.0;
    private const double HalfLifeDays = 2.0;
    private const int LeastWindow = 100;

    private static readonly double[] Powers = [0.0, 0.5, 1.0];

    // Half a day, two days, five days.
    private static readonly double[] WindowDays = [0.5, 2.0, 5.0];

    private readonly RollingOrder[] _windows;
    private readonly ErrorForest _forest;
    private readonly double[] _losses;
    private readonly double _gain;
    private readonly Queue<Due> _due = new();
    private readonly int _lead;

    /// <param name="day">Steps in a day.</param>
    /// <param name="lead">Steps ahead, ≥ 1.</param>
    /// <param name="random">For the forest.</param>
    public QuantileExperts(int day, int lead, Random random)
    {
        _lead = lead;
        _windows = [.. from _ in Powers from days in WindowDays select new RollingOrder(Math.Max((int)(days * day), LeastWindow))];
        _forest = new ErrorForest(10 * day, random);
        _losses = new double[(_windows.Length + 1) * QuantileGrid.Count];
        _gain = 1 - Math.Pow(0.5, 1.0 / (HalfLifeDays * day));
    }

    /// <param name="error">Load less point of the forecast due now; NaN where there was none.</param>
    /// <param name="scale">σ of the forecast made now.</param>
    /// <param name="state">Regressors of that σ: what the forest looks at.</param>
    /// <param name="exceeded">Receives the errors exceeded with the grid's probabilities, ascending.</param>
    public void Step(double error, double scale, ReadOnlySpan<double> state, Span<double> exceeded)
    {
        if (_due.Count == _lead && _due.Dequeue() is var due && double.IsFinite(error))
        {
            Learn(due, error);
        }

        var count = QuantileGrid.Count;
        var predicted = new double[_losses.Length];
        for (var e = 0; e < _windows.Length; e++)
        {
            var unit = Math.Pow(scale, Powers[e / WindowDays.Length]);
            for (var level = 0; level < count; level++)
            {
                predicted[e * count + level] = unit * _windows[e].ExceededWith(QuantileGrid.Exceedance[level]);
            }
        }

        var forest = predicted.AsSpan(_windows.Length * count);
        if (_forest.IsFitted)
        {
            _forest.Predict(state, forest);
            System.Numerics.Tensors.TensorPrimitives.Multiply(forest, scale, forest);
        }
        else
        {
            predicted.AsSpan((_windows.Length - 1) * count, count).CopyTo(forest);
        }

        Pool(predicted, exceeded);
        _due.Enqueue(new Due(scale, [.. state], predicted));
    }

    public void Refit() => _forest.Refit();

    private void Learn(Due due, double error)
    {
        var count = QuantileGrid.Count;
        for (var i = 0; i < _losses.Length; i++)
        {
            var probability = QuantileGrid.Exceedance[i % count];
            var over = error - due.Predicted[i];
            // Pinball loss at the quantile 1 − probability.
            var loss = over >= 0 ? (1 - probability) * over : -probability * over;
            _losses[i] += _gain * (loss - _losses[i]);
        }

        for (var e = 0; e < _windows.Length; e++)
        {
            _windows[e].Add(error / Math.Pow(due.Scale, Powers[e / WindowDays.Length]));
        }

        _forest.Add(due.State, error / due.Scale);
    }

    private void Pool(ReadOnlySpan<double> predicted, Span<double> exceeded)
    {
        var count = QuantileGrid.Count;
        for (var level = 0; level < count; level++)
        {
            var best = double.MaxValue;
            for (var i = level; i < _losses.Length; i += count)
            {
                best = Math.Min(best, _losses[i]);
            }

            var (sum, total) = (0.0, 0.0);
            for (var i = level; i < _losses.Length; i += count)
            {
                var weight = Math.Exp(-Sharpness * (_losses[i] / Math.Max(best, 1e-12) - 1));
                (sum, total) = (sum + weight * predicted[i], total + weight);
            }

            var pooled = sum / Math.Max(total, 1e-300);
            exceeded[level] = level == 0 ? pooled : Math.Max(pooled, exceeded[level - 1]);
        }
    }

    private sealed record Due(double Scale, double[] State, double[] Predicted);
}
