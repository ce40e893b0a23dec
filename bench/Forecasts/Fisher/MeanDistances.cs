using System.Numerics.Tensors;
using Headroom.Forecasting.Pooling;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>Mean distances of members to what came and to one another, over the rows added so far.</summary>
internal sealed class MeanDistances
{
    private readonly double[] _distance;
    private readonly double[] _spread;
    private int _rows;

    public MeanDistances(int members) => (_distance, _spread) = (new double[members], new double[members * members]);

    private MeanDistances(MeanDistances other) =>
        (_distance, _spread, _rows) = ((double[])other._distance.Clone(), (double[])other._spread.Clone(), other._rows);

    public void Add(PairwiseDistances row)
    {
        TensorPrimitives.Add(_distance, row.Distance, _distance);
        TensorPrimitives.Add(_spread, row.Spread, _spread);
        _rows++;
    }

    public MeanDistances Clone() => new(this);

    /// <summary>In multiples of the best member's distance, so that no series outvotes another by its scale.</summary>
    public (double[] Distance, double[] Spread) Relative()
    {
        var best = Math.Max(_distance.Min() / _rows, 1e-6) * _rows;
        return (Array.ConvertAll(_distance, d => d / best), Array.ConvertAll(_spread, s => s / best));
    }
}
