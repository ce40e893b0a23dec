using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// A member's out-of-sample error paths, each divided by how much the series was moving when it was made. Adding them
/// to a new point forecast, multiplied by how much it moves now, is a block bootstrap: errors of one origin stay together.
/// </summary>
internal sealed class ResidualPaths
{
    private const int MovementWindow = 30;

    private readonly float[] _scaled;

    private ResidualPaths(float[] scaled, int[] origins, int horizon)
    {
        _scaled = scaled;
        Origins = origins;
        Horizon = horizon;
    }

    public int Horizon { get; }

    public int Count => Origins.Count;

    /// <summary>Steps back of each path's origin, oldest first.</summary>
    public IReadOnlyList<int> Origins { get; }

    public ReadOnlySpan<float> Path(int index) => _scaled.AsSpan(index * Horizon, Horizon);

    /// <summary>Predicts from each origin and keeps the error where prediction and truth are both known.</summary>
    /// <param name="floor">Smallest movement to divide by, demand's unit.</param>
    public static ResidualPaths Gather(
        IForecastMember member, IReadOnlyList<IndicatorHistory> indicators, IReadOnlyList<int> origins, int horizon, double floor)
    {
        var scaled = new float[origins.Count * horizon];
        var kept = new List<int>(origins.Count);
        var prediction = new float[horizon];
        foreach (var origin in origins)
        {
            if (!member.TryPredict(indicators, origin, prediction))
            {
                continue;
            }

            var movement = Movement(indicators[0], origin, floor);
            var path = scaled.AsSpan(kept.Count * horizon, horizon);
            var isWhole = true;
            for (var h = 0; h < horizon; h++)
            {
                path[h] = (float)((indicators[0][origin - h - 1] - prediction[h]) / movement);
                isWhole &= float.IsFinite(path[h]);
            }

            if (isWhole)
            {
                kept.Add(origin);
            }
        }

        return new ResidualPaths(scaled[..(kept.Count * horizon)], [.. kept], horizon);
    }

    /// <summary>The paths with the given indices.</summary>
    public ResidualPaths Select(IReadOnlyList<int> indices)
    {
        var scaled = new float[indices.Count * Horizon];
        for (var i = 0; i < indices.Count; i++)
        {
            Path(indices[i]).CopyTo(scaled.AsSpan(i * Horizon));
        }

        return new ResidualPaths(scaled, [.. indices.Select(i => Origins[i])], Horizon);
    }

    /// <summary>Evenly spread over the origins, <paramref name="count"/> of the paths.</summary>
    public ResidualPaths Thin(int count)
    {
        var kept = Math.Min(Count, count);
        var step = Count / (double)kept;
        return Select([.. Enumerable.Range(0, kept).Select(i => (int)(i * step))]);
    }

    /// <summary>Writes <see cref="Count"/> futures: prediction + error · movement.</summary>
    public void Bootstrap(ReadOnlySpan<float> prediction, double movement, Span<float> paths)
    {
        for (var p = 0; p < Count; p++)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(Path(p), (float)movement, prediction, paths.Slice(p * Horizon, Horizon));
        }
    }

    /// <summary>Mean absolute step-to-step change before the origin: the local scale of the series.</summary>
    public static double Movement(IndicatorHistory demand, int originStepsBack, double floor)
    {
        var sum = 0.0;
        var seen = 0;
        var limit = Math.Min(originStepsBack + MovementWindow, demand.Count - 1);
        for (var back = originStepsBack; back < limit; back++)
        {
            var change = Math.Abs(demand[back] - demand[back + 1]);
            if (float.IsFinite(change))
            {
                sum += change;
                seen++;
            }
        }

        return Math.Max(seen == 0 ? 0.0 : sum / seen, floor);
    }
}
