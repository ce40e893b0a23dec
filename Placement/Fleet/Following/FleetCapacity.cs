using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Placement.Fleet.Following;

/// <summary>How many requests/s of a mix given GPUs carry together, routed as well as can be.</summary>
/// <remarks>
/// max Σ_k w_k with Σ_k w_k·load_k ≤ counts, where column k sends every size to one type: solved like the relaxation, a row a
/// type. Under shadow prices λ the best next column sends each size to its cheapest type.
/// </remarks>
public sealed class FleetCapacity
{
    private const double Tolerance = 1e-9;
    private const int MaxSteps = 300;

    private readonly FleetProblem _unit;
    private readonly int _types;
    private readonly DenseSystem _system;
    private readonly double[][] _basis; // by row: loads of an assignment, or one unit of what is left over
    private readonly bool[] _isAssignment;
    private readonly double[] _values;
    private readonly double[] _shadow;
    private readonly double[] _entering;
    private readonly Dictionary<string, double> _known = new(StringComparer.Ordinal);

    /// <param name="mix">Sizes of the requests.</param>
    /// <param name="profiles">On its grid.</param>
    public FleetCapacity(SizeMix mix, IReadOnlyList<ThroughputProfile> profiles)
    {
        _unit = new FleetDemand(1, mix).ProblemFor(profiles, slices: 1);
        _types = profiles.Count;
        _system = new DenseSystem(_types);
        (_basis, _isAssignment) = (new double[_types][], new bool[_types]);
        (_values, _shadow, _entering) = (new double[_types], new double[_types], new double[_types]);
    }

    /// <param name="counts">GPUs by type.</param>
    /// <returns>Requests/s; 0 when some size finds no GPU.</returns>
    public double Of(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var key = string.Join(',', counts);
        return _known.TryGetValue(key, out var known) ? known : _known[key] = Solve(counts);
    }

    private double Solve(IReadOnlyList<int> counts)
    {
        for (var j = 0; j < _types; j++)
        {
            (_basis[j], _isAssignment[j]) = (Unit(j), false);
        }

        for (var step = 0; step < MaxSteps && TryPrices(counts); step++)
        {
            if (Entering() is not var (column, isAssignment) || !TryPivot(column, isAssignment))
            {
                break;
            }
        }

        return Enumerable.Range(0, _types).Sum(row => _isAssignment[row] ? _values[row] : 0);
    }

    private bool TryPrices(IReadOnlyList<int> counts)
    {
        for (var row = 0; row < _types; row++)
        {
            Fill(row);
            _system.SetRight(row, counts[row]);
        }

        if (!_system.TrySolve(_values))
        {
            return false;
        }

        for (var row = 0; row < _types; row++)
        {
            for (var k = 0; k < _types; k++)
            {
                _system[row, k] = _basis[row][k];
            }

            _system.SetRight(row, _isAssignment[row] ? 1 : 0);
        }

        return _system.TrySolve(_shadow);
    }

    // Null at the optimum.
    private (double[] Column, bool IsAssignment)? Entering()
    {
        for (var j = 0; j < _types; j++)
        {
            if (_shadow[j] < -Tolerance)
            {
                return (Unit(j), false);
            }
        }

        var (column, cost) = (new double[_types], 0.0);
        for (var b = 0; b < _unit.Buckets.Count; b++)
        {
            var loads = _unit.LoadsOf(b);
            var (best, least) = (-1, double.PositiveInfinity);
            for (var j = 0; j < _types; j++)
            {
                if (double.IsFinite(loads[j]) && Math.Max(0, _shadow[j]) * loads[j] < least)
                {
                    (best, least) = (j, Math.Max(0, _shadow[j]) * loads[j]);
                }
            }

            if (best < 0)
            {
                return null; // a size that nothing serves
            }

            column[best] += loads[best];
            cost += least;
        }

        return cost < 1 - Tolerance ? (column, true) : null;
    }

    private bool TryPivot(double[] column, bool isAssignment)
    {
        for (var row = 0; row < _types; row++)
        {
            Fill(row);
            _system.SetRight(row, column[row]);
        }

        if (!_system.TrySolve(_entering))
        {
            return false;
        }

        var (leaving, least) = (-1, double.PositiveInfinity);
        for (var row = 0; row < _types; row++)
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

        (_basis[leaving], _isAssignment[leaving]) = (column, isAssignment);
        return true;
    }

    private void Fill(int row)
    {
        for (var k = 0; k < _types; k++)
        {
            _system[row, k] = _basis[k][row];
        }
    }

    private double[] Unit(int type)
    {
        var column = new double[_types];
        column[type] = 1;
        return column;
    }
}
