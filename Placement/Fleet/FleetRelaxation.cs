namespace Headroom.Placement.Fleet;

/// <summary>
/// The problem with slices that may be cut: min Σ_j p_j·load_j + M·t over all ways to share the slices out, with
/// load_j ≤ limit_j + t/c_j. Exact, in microseconds: one row a type and one more, whatever the number of buckets.
/// </summary>
/// <remarks>
/// Dantzig and Wolfe: a column is a whole assignment of slices to types; the best next one under shadow prices λ picks each
/// bucket's cheapest type. By weak duality Σ_i min_j (p_j + λ_j)·L_ij − Σ_j λ_j·limit_j bounds the optimum from below for
/// every λ ≥ 0 with Σ_j λ_j/c_j ≤ M, so a search may stop as soon as that passes what it has.
/// </remarks>
internal sealed class FleetRelaxation
{
    private const double Tolerance = 1e-9;
    private const int MaxSteps = 400;

    private readonly FleetProblem _problem;
    private readonly int _types;
    private readonly int _rows;
    private readonly DenseSystem _system;
    private readonly FleetColumn[] _basis; // by row
    private readonly double[] _values;
    private readonly double[] _duals;
    private readonly double[] _entering;
    private readonly double[] _weights;
    private readonly double[] _shadow;
    private readonly double[] _dollars;
    private readonly int[] _slices;
    private FleetColumn? _spare;

    public FleetRelaxation(FleetProblem problem)
    {
        _problem = problem;
        _types = problem.Gpus.Count;
        _rows = _types + 1;
        _system = new DenseSystem(_rows);
        _basis = new FleetColumn[_rows];
        (_values, _duals, _entering) = (new double[_rows], new double[_rows], new double[_rows]);
        (_weights, _shadow) = (new double[_types], new double[_types]);
        _dollars = [.. problem.Gpus.Select(static g => g.DollarsPerHour)];
        _slices = [.. problem.Buckets.Select(static b => b.Slices)];
    }

    /// <summary>Relaxations solved so far: the search's measure of effort.</summary>
    public int Solved { get; private set; }

    /// <returns>The greatest lower bound found; at least <paramref name="cutoff"/> where it stopped there, infinite where the bounds leave no room.</returns>
    /// <param name="guide">Shadow prices of a problem much like it: they end most solutions that only confirm the cutoff at once.</param>
    public double Solve(double[] prices, double[] limits, double penalty, SliceBounds bounds, double[] guide, double cutoff)
    {
        Solved++;
        for (var j = 0; j < _types; j++)
        {
            _shadow[j] = guide[j];
            _weights[j] = prices[j] + guide[j];
        }

        if (Priced(_weights, bounds) is not { } first)
        {
            return double.PositiveInfinity;
        }

        var best = BoundOf(first, limits);
        if (best >= cutoff)
        {
            return best;
        }

        Begin(first, limits);
        for (var step = 0; step < MaxSteps && TryDuals(prices, limits, penalty); step++)
        {
            var entering = Entering(prices, limits, penalty, bounds, ref best);
            if (entering is null || best >= cutoff || !TryPivot(entering))
            {
                break;
            }
        }

        return best;
    }

    /// <summary>After <see cref="Solve"/>: dollars that one more GPU of a type would save.</summary>
    public ReadOnlySpan<double> ShadowPrices => _shadow;

    /// <summary>After <see cref="Solve"/>: GPUs' worth of load on a type.</summary>
    public double LoadOf(int type) => Sum(c => c.Loads[type]);

    /// <summary>After <see cref="Solve"/>: slices of each bucket by type, cut.</summary>
    public double[,] Shares()
    {
        var shares = new double[_slices.Length, _types];
        for (var row = 0; row < _rows; row++)
        {
            if (_basis[row].Slices is { } slices && _values[row] > 0)
            {
                for (var cell = 0; cell < slices.Length; cell++)
                {
                    shares[cell / _types, cell % _types] += _values[row] * slices[cell];
                }
            }
        }

        return shares;
    }

    private double Sum(Func<FleetColumn, double> of)
    {
        var sum = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            sum += _basis[row].Slices is null ? 0 : _values[row] * of(_basis[row]);
        }

        return sum;
    }

    // One assignment, and the overload t where it is too much for a type: feasible, whatever the limits.
    private void Begin(FleetColumn first, double[] limits)
    {
        var (worst, overload) = (-1, 0.0);
        for (var j = 0; j < _types; j++)
        {
            _basis[j] = FleetColumn.Slack(j, _rows);
            if ((first.Loads[j] - limits[j]) * _dollars[j] is var over && over > overload)
            {
                (worst, overload) = (j, over);
            }
        }

        _basis[_types] = first;
        _spare = null;
        if (worst >= 0)
        {
            _basis[worst] = FleetColumn.Overload(_dollars, _rows);
        }
    }

    private bool TryDuals(double[] prices, double[] limits, double penalty)
    {
        for (var row = 0; row < _rows; row++)
        {
            Fill(row, limits);
        }

        if (!_system.TrySolve(_values))
        {
            return false;
        }

        for (var row = 0; row < _rows; row++)
        {
            for (var k = 0; k < _rows; k++)
            {
                _system[row, k] = _basis[row].Rows[k];
            }

            _system.SetRight(row, _basis[row].Cost(prices, penalty));
        }

        return _system.TrySolve(_duals);
    }

    private void Fill(int row, double[]? limits)
    {
        for (var k = 0; k < _rows; k++)
        {
            _system[row, k] = _basis[k].Rows[row];
        }

        if (limits is not null)
        {
            _system.SetRight(row, row < _types ? limits[row] : 1);
        }
    }

    private FleetColumn? Entering(double[] prices, double[] limits, double penalty, SliceBounds bounds, ref double best)
    {
        var scaled = 0.0;
        for (var j = 0; j < _types; j++)
        {
            if (_duals[j] > Tolerance)
            {
                return FleetColumn.Slack(j, _rows); // a negative shadow price: room of this type is left over
            }

            _shadow[j] = Math.Max(0, -_duals[j]);
            _weights[j] = prices[j] + _shadow[j];
            scaled += _shadow[j] / _dollars[j];
        }

        if (scaled > penalty * (1 + Tolerance))
        {
            return FleetColumn.Overload(_dollars, _rows);
        }

        var column = Priced(_weights, bounds)!; // not null: the bounds left room for the first one
        best = Math.Max(best, BoundOf(column, limits));
        var value = column.Cost(_weights, penalty);
        return value - _duals[_types] < -Tolerance * (1 + Math.Abs(value)) ? column : null;
    }

    private double BoundOf(FleetColumn cheapest, double[] limits)
    {
        var bound = cheapest.Cost(_weights, 0);
        for (var j = 0; j < _types; j++)
        {
            bound -= _shadow[j] * limits[j];
        }

        return bound;
    }

    private FleetColumn? Priced(double[] weights, SliceBounds bounds)
    {
        var column = _spare ?? FleetColumn.Assignment(_slices.Length, _types);
        _spare = column; // until it enters the basis it is written over
        column.Loads.AsSpan().Clear();
        for (var b = 0; b < _slices.Length; b++)
        {
            var slices = column.Slices.AsSpan(b * _types, _types);
            var loads = _problem.LoadsOf(b);
            if (!bounds.TryFillCheapest(b, weights, slices))
            {
                return null;
            }

            for (var j = 0; j < _types; j++)
            {
                column.Loads[j] += slices[j] > 0 ? slices[j] * loads[j] : 0;
            }
        }

        column.Rows[_types] = 1;
        return column;
    }

    private bool TryPivot(FleetColumn entering)
    {
        for (var row = 0; row < _rows; row++)
        {
            Fill(row, null);
            _system.SetRight(row, entering.Rows[row]);
        }

        if (!_system.TrySolve(_entering))
        {
            return false;
        }

        var (leaving, least) = (-1, double.PositiveInfinity);
        for (var row = 0; row < _rows; row++)
        {
            if (_entering[row] > 1e-11 && Math.Max(0, _values[row]) / _entering[row] is var ratio && ratio < least)
            {
                (leaving, least) = (row, ratio);
            }
        }

        if (leaving < 0)
        {
            return false;
        }

        _basis[leaving] = entering;
        _spare = ReferenceEquals(entering, _spare) ? null : _spare;
        return true;
    }
}
