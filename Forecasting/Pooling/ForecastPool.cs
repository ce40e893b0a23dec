using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>A linear pool of fitted members, weighted by validation CRPS. Immutable: fitted off the hot path, then swapped in.</summary>
public sealed class ForecastPool
{
    private readonly Entry[] _all;
    private readonly Entry[] _entries;
    private readonly ForecastSettings _settings;
    private readonly double _movementFloor;
    private readonly float[] _weights;

    internal ForecastPool(IReadOnlyList<Entry> entries, ForecastSettings settings, double movementFloor, double? relativeCrps)
    {
        _all = [.. entries];
        _entries = [.. entries.Where(e => e.Skill.Weight > 0)];
        _settings = settings;
        _movementFloor = movementFloor;
        RelativeCrps = relativeCrps;
        Members = [.. entries.Select(e => e.Skill)];
        _weights = [.. _entries.SelectMany(e => Enumerable.Repeat((float)(e.Skill.Weight / e.Member.Count), e.Member.Count))];
    }

    /// <summary>Every member that was tried, those of weight 0 included.</summary>
    public IReadOnlyList<MemberSkill> Members { get; }

    /// <summary>Validation CRPS of the pool over that of the naive reference; below 1 is better. Null without a validation stretch.</summary>
    public double? RelativeCrps { get; }

    /// <summary>What the members with a weight keep in memory, about.</summary>
    public long Bytes => _entries.Sum(e => e.Member.Bytes);

    /// <summary>A pool of one of the <see cref="Members"/> alone, for comparison.</summary>
    /// <param name="index">Position in <see cref="Members"/>.</param>
    public ForecastPool Only(int index) =>
        new([_all[index] with { Skill = _all[index].Skill with { Weight = 1.0 } }], _settings, _movementFloor, null);

    /// <summary>The naive member of the longest season alone: what the pool's skill is held against.</summary>
    public ForecastPool? Naive()
    {
        var index = Members.ToList().FindLastIndex(static m => m.Name is SeasonalNaive.SeasonalName or SeasonalNaive.PersistenceName);
        return index < 0 ? null : Only(index);
    }

    /// <summary>Predicts from the newest sample.</summary>
    /// <param name="indicators">The demand first, in the order the pool was fitted with.</param>
    /// <returns>Null when no member can predict: the newest samples are missing.</returns>
    public Forecast? TryPredict(IReadOnlyList<IndicatorHistory> indicators)
    {
        var horizon = _settings.Horizon;
        var values = new float[_weights.Length * horizon];
        var movement = ResidualPaths.Movement(indicators[0], 0, _movementFloor);
        var weights = _weights;
        var offset = 0;
        var predicted = 0;
        foreach (var entry in _entries)
        {
            var count = entry.Member.Count;
            if (entry.Member.TryPredict(indicators, 0, movement, values.AsSpan(offset * horizon, count * horizon)))
            {
                predicted++;
            }
            else
            {
                // The other members carry the whole weight; these rows stay but count for nothing.
                weights = ReferenceEquals(weights, _weights) ? (float[])_weights.Clone() : weights;
                weights.AsSpan(offset, count).Clear();
            }

            offset += count;
        }

        if (_settings.IsNonNegative)
        {
            System.Numerics.Tensors.TensorPrimitives.Max(values, 0f, values);
        }

        return predicted == 0
            ? null
            : new Forecast(indicators[0].Origin!.Value, indicators[0].Step, new SamplePaths(values, weights, horizon));
    }

    internal sealed record Entry(IPathMember Member, MemberSkill Skill);
}
