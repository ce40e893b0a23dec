namespace Headroom.Placement.Fleet;

/// <summary>Solves a few equations in as many unknowns, again and again without allocation.</summary>
internal sealed class DenseSystem(int size)
{
    private readonly double[] _left = new double[size * size]; // row by row
    private readonly double[] _right = new double[size];

    /// <summary>Row, column.</summary>
    public double this[int row, int column]
    {
        set => _left[row * size + column] = value;
    }

    public void SetRight(int row, double value) => _right[row] = value;

    /// <summary>Gauss with the largest pivot; what was set is used up.</summary>
    /// <returns>False when the equations depend on one another.</returns>
    public bool TrySolve(double[] solution)
    {
        for (var column = 0; column < size; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < size; row++)
            {
                pivot = Math.Abs(_left[row * size + column]) > Math.Abs(_left[pivot * size + column]) ? row : pivot;
            }

            if (Math.Abs(_left[pivot * size + column]) < 1e-13)
            {
                return false;
            }

            Swap(column, pivot);
            for (var row = column + 1; row < size; row++)
            {
                var factor = _left[row * size + column] / _left[column * size + column];
                for (var k = column; factor != 0 && k < size; k++)
                {
                    _left[row * size + k] -= factor * _left[column * size + k];
                }

                _right[row] -= factor * _right[column];
            }
        }

        for (var row = size - 1; row >= 0; row--)
        {
            var rest = _right[row];
            for (var k = row + 1; k < size; k++)
            {
                rest -= _left[row * size + k] * solution[k];
            }

            solution[row] = rest / _left[row * size + row];
        }

        return true;
    }

    private void Swap(int a, int b)
    {
        if (a == b)
        {
            return;
        }

        for (var k = 0; k < size; k++)
        {
            (_left[a * size + k], _left[b * size + k]) = (_left[b * size + k], _left[a * size + k]);
        }

        (_right[a], _right[b]) = (_right[b], _right[a]);
    }
}
