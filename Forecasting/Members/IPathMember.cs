using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Members;

/// <summary>A fitted member of a pool: answers with equally likely futures. Immutable, safe to share between threads.</summary>
public interface IPathMember
{
    string Name { get; }

    /// <summary>Futures per answer.</summary>
    int Count { get; }

    /// <summary>What it keeps in memory, about.</summary>
    long Bytes { get; }

    /// <summary>The same member with another number of futures, at most as many as it can draw on.</summary>
    /// <param name="count">Futures per answer wanted, ≥ 1.</param>
    IPathMember WithCount(int count);

    /// <summary>Writes <see cref="Count"/> futures of the demand, row-major, <see cref="Count"/> × horizon.</summary>
    /// <param name="indicators">The demand first; all at the same step and origin.</param>
    /// <param name="originStepsBack">0 predicts from the newest sample; larger values look only at what was known then.</param>
    /// <param name="movement">How much the demand moves per step at the origin, demand's unit, &gt; 0.</param>
    /// <param name="paths">Receives the futures, demand's unit.</param>
    /// <returns>False when the history around the origin is too short or too full of holes.</returns>
    bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, double movement, Span<float> paths);
}
