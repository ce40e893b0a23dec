using System.Numerics.Tensors;

namespace Headroom.Forecasting.Lead;

/// <summary>
/// Upper quantiles of the next error: the mean of order statistics over two spans, of errors that trust σ wholly and by its
/// root, and of a forest that looks at the state.
/// </summary>
/// <remarks>Equal weights: the few exceedances of a small probability cannot tell such experts apart.</remarks>
internal sealed class QuantileExperts
{
    private const int LeastWindow = 100;

    private static readonly double[] Powers = [0.5, 1.0];
    private static readonly double[] WindowDays = [2.0, 5.0];

    private readonly RollingOrder[] _windows;
    private readonly ErrorForest _forest;
    private readonly double[] _one = new double[QuantileGrid.Count];
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

        exceeded.Clear();
        for (var e = 0; e < _windows.Length; e++)
        {
            var unit = Math.Pow(scale, Powers[e / WindowDays.Length]);
            for (var level = 0; level < exceeded.Length; level++)
            {
                exceeded[level] += unit * _windows[e].ExceededWith(QuantileGrid.Exceedance[level]);
            }
        }

        var experts = _windows.Length;
        if (_forest.IsFitted)
        {
            _forest.Predict(state, _one);
            TensorPrimitives.MultiplyAdd(_one, scale, exceeded, exceeded);
            experts++;
        }

        TensorPrimitives.Divide(exceeded, (double)experts, exceeded);
        _due.Enqueue(new Due(scale, [.. state]));
    }

    public void Refit() => _forest.Refit();

    private void Learn(Due due, double error)
    {
        for (var e = 0; e < _windows.Length; e++)
        {
            _windows[e].Add(error / Math.Pow(due.Scale, Powers[e / WindowDays.Length]));
        }

        _forest.Add(due.State, error / due.Scale);
    }

    private sealed record Due(double Scale, double[] State);
}
