using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;
using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Members;

/// <summary>
/// A quantile regression forest over past origins: those that share leaves with the present lend it what came after
/// them, as whole paths in multiples of the movement of their time.
/// </summary>
internal sealed class ForestOnDifferences : IPathMember
{
    private const int MaxRows = 2_000;
    private const int DefaultPaths = 64;

    // What a row carries beyond the ridge's regressors: the level itself and the movement.
    private const int Extra = 2;

    private static readonly ForestOptions Options = new(Trees: 40);

    private readonly RidgeFeatures _features;
    private readonly QuantileForest _forest;
    private readonly float[] _futures;
    private readonly int[] _order;
    private readonly int _horizon;

    private ForestOnDifferences(RidgeFeatures features, QuantileForest forest, float[] futures, int[] order, int horizon, int count)
    {
        (_features, _forest, _futures, _order, _horizon, Count) = (features, forest, futures, order, horizon, count);
    }

    public string Name => "ForestOnDifferences";

    public int Count { get; }

    public long Bytes => _forest.Bytes + (_futures.LongLength + _order.LongLength) * sizeof(float);

    /// <summary>Fits twice: on what precedes a validation stretch, and on everything.</summary>
    /// <param name="indicators">The demand first.</param>
    /// <param name="season">Season length in steps; 0 for none.</param>
    /// <param name="horizon">Steps ahead, ≥ 1.</param>
    /// <param name="stretch">Steps at the end that the first fit must not see: the targets of its origins lie before them.</param>
    /// <param name="movement">How much the demand moved at an origin, given steps back.</param>
    /// <param name="random">Source of bags and tried features.</param>
    /// <returns>Null when fewer than ten leaves' worth of rows are usable before the stretch.</returns>
    public static (ForestOnDifferences Validated, ForestOnDifferences Refitted)? TryFit(
        IReadOnlyList<IndicatorHistory> indicators, int season, int horizon, int stretch, Func<int, double> movement, Random random)
    {
        var demand = indicators[0];
        var features = new RidgeFeatures(season, horizon, indicators.Count - 1, demand.Step);
        var oldest = demand.Count - features.History;
        var (table, futures, row, path) = (new List<float>(), new List<float>(), new float[features.Count + Extra], new float[horizon]);
        var before = 0;
        // Rounded up: never more rows than the limit.
        var stride = Math.Max(1, (oldest - horizon + MaxRows) / MaxRows);
        for (var back = oldest; back >= horizon; back -= stride)
        {
            var scale = movement(back);
            if (TryFill(features, indicators, back, scale, row, out var level) && TryFillPath(demand, back, level, scale, path))
            {
                table.AddRange(row);
                futures.AddRange(path);
                before += back >= stretch + horizon ? 1 : 0;
            }
        }

        if (before < 10 * Options.MinLeaf)
        {
            return null;
        }

        ReadOnlySpan<float> rows = CollectionsMarshal.AsSpan(table), paths = CollectionsMarshal.AsSpan(futures);
        return (Fit(features, rows[..(before * row.Length)], paths[..(before * horizon)], horizon, random), Fit(features, rows, paths, horizon, random));
    }

    private static ForestOnDifferences Fit(RidgeFeatures features, ReadOnlySpan<float> table, ReadOnlySpan<float> futures, int horizon, Random random)
    {
        var rows = futures.Length / horizon;
        var response = Response(futures, rows, horizon);
        var forest = QuantileForest.Fit(table, response, Options, random);
        int[] order = [.. Enumerable.Range(0, rows)];
        Array.Sort((float[])response.Clone(), order);
        return new ForestOnDifferences(features, forest, futures.ToArray(), order, horizon, DefaultPaths);
    }

    public static ForestOnDifferences Read(BinaryReader reader) => new(
        RidgeFeatures.Read(reader), QuantileForest.Read(reader), reader.ReadArray<float>(), reader.ReadArray<int>(), reader.ReadInt32(), reader.ReadInt32());

    public void Write(BinaryWriter writer)
    {
        _features.Write(writer);
        _forest.Write(writer);
        writer.WriteArray<float>(_futures);
        writer.WriteArray<int>(_order);
        writer.Write(_horizon);
        writer.Write(Count);
    }

    public IPathMember WithCount(int count) => new ForestOnDifferences(_features, _forest, _futures, _order, _horizon, count);

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, double movement, Span<float> paths)
    {
        Span<float> row = stackalloc float[_features.Count + Extra];
        if (!TryFill(_features, indicators, originStepsBack, movement, row, out var level))
        {
            return false;
        }

        var weights = ArrayPool<float>.Shared.Rent(_forest.Rows);
        _forest.Weigh(row, weights.AsSpan(0, _forest.Rows));
        var (cumulative, next) = (0.0, 0);
        foreach (var origin in _order)
        {
            cumulative += weights[origin];
            while (next < Count && cumulative >= (next + 0.5) / Count)
            {
                Lend(origin, (float)level, (float)movement, paths.Slice(_horizon * next++, _horizon));
            }
        }

        for (; next < Count; next++)
        {
            Lend(_order[^1], (float)level, (float)movement, paths.Slice(_horizon * next, _horizon));
        }

        ArrayPool<float>.Shared.Return(weights);
        return true;
    }

    private void Lend(int origin, float level, float movement, Span<float> path)
    {
        TensorPrimitives.Multiply(_futures.AsSpan(origin * _horizon, _horizon), movement, path);
        TensorPrimitives.Add(path, level, path);
    }

    private static bool TryFill(
        RidgeFeatures features, IReadOnlyList<IndicatorHistory> indicators, int back, double movement, Span<float> row, out double level)
    {
        Span<double> wide = stackalloc double[features.Count];
        if (!features.TryFill(indicators, back, wide, out level))
        {
            return false;
        }

        TensorPrimitives.Divide(wide.Slice(1, features.Differences), movement, wide.Slice(1, features.Differences));
        TensorPrimitives.ConvertTruncating<double, float>(wide, row);
        row[^2] = (float)level;
        row[^1] = (float)movement;
        return true;
    }

    private static bool TryFillPath(IndicatorHistory demand, int back, double level, double movement, Span<float> path)
    {
        for (var h = 1; h <= path.Length; h++)
        {
            path[h - 1] = (float)((demand[back - h] - level) / movement);
        }

        return TensorPrimitives.IsFiniteAll<float>(path);
    }

    // Splits look for what tells near, middle and far steps apart at once, each in multiples of its own deviation.
    private static float[] Response(ReadOnlySpan<float> futures, int rows, int horizon)
    {
        var response = new float[rows];
        var column = new float[rows];
        foreach (var step in new[] { 0, horizon / 2, horizon - 1 }.Distinct())
        {
            for (var r = 0; r < rows; r++)
            {
                // Rare jumps of hundreds of movements would take every split for themselves.
                column[r] = Math.Clamp(futures[r * horizon + step], -30f * (1 + step), 30f * (1 + step));
            }

            var deviation = Math.Max(TensorPrimitives.StdDev<float>(column), 1e-6f);
            TensorPrimitives.MultiplyAdd(column, 1 / deviation, response, response);
        }

        return response;
    }
}
