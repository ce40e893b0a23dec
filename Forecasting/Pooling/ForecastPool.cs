using System.Numerics.Tensors;
using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// A linear pool of fitted members, weighted by CRPS: on the validation stretch when it was fitted, and on what has
/// arrived since. The members never change: they are fitted off the hot path and swapped in together.
/// </summary>
public sealed class ForecastPool
{
    private readonly Entry[] _entries;
    private readonly ForecastSettings _settings;
    private readonly double _movementFloor;
    private readonly int _room;
    private readonly OnlineWeights? _online;
    private volatile ForecastPool? _predecessor;

    // Replaced as a whole: a reader on another thread sees the old weights or the new ones.
    private volatile double[] _weights;
    private volatile CalibrationMap? _calibration;

    internal ForecastPool(IReadOnlyList<Entry> entries, ForecastSettings settings, double movementFloor, double? relativeCrps, OnlineWeights? online)
    {
        (_entries, _settings, _movementFloor, _online) = ([.. entries], settings, movementFloor, online);
        RelativeCrps = relativeCrps;
        _weights = [.. entries.Select(e => e.Skill.Weight)];
        _calibration = online?.Calibration.Map();
        _room = entries.Max(e => e.Member.Count) * settings.Horizon;
    }

    /// <summary>Every member that was tried, those of weight 0 included, with the weights they have now.</summary>
    public IReadOnlyList<MemberSkill> Members
    {
        get
        {
            var weights = _weights;
            return [.. _entries.Select((e, i) => e.Skill with { Weight = weights[i] })];
        }
    }

    /// <summary>Validation CRPS of the pool over that of the naive reference; below 1 is better. Null without a validation stretch.</summary>
    public double? RelativeCrps { get; }

    /// <summary>True once what arrives is missed by far more than the validation stretch was: a refit should not wait.</summary>
    public bool HasDrifted => _online?.HasDrifted == true;

    /// <summary>What the members keep in memory, about.</summary>
    public long Bytes => _entries.Sum(e => e.Member.Bytes);

    /// <summary>A pool of one of the <see cref="Members"/> alone, for comparison.</summary>
    /// <param name="index">Position in <see cref="Members"/>.</param>
    public ForecastPool Only(int index) =>
        new([_entries[index] with { Skill = _entries[index].Skill with { Weight = 1.0 } }], _settings, _movementFloor, null, null);

    /// <summary>The pool with the weights it has now, and without what it has learned about its own calibration, for comparison.</summary>
    public ForecastPool Uncalibrated()
    {
        var weights = _weights;
        return new([.. _entries.Select((e, i) => e with { Skill = e.Skill with { Weight = weights[i] } })], _settings, _movementFloor, RelativeCrps, null);
    }

    /// <summary>Takes another's place: what that one has learned about members of the same names is carried on.</summary>
    /// <param name="predecessor">The pool before; null for the first.</param>
    public void Succeed(ForecastPool? predecessor) =>
        // One that never learned has nothing to hand on but its own predecessor.
        _predecessor = predecessor?._predecessor ?? predecessor;

    /// <summary>Reweighs the members by what has arrived since the last call. One caller at a time; predictions may run beside it.</summary>
    /// <param name="indicators">The demand first, in the order the pool was fitted with.</param>
    public void Learn(IReadOnlyList<IndicatorHistory> indicators)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        // Here and not before: the caller is the one who wrote to it, so nobody does now.
        if (_predecessor is { } predecessor)
        {
            _predecessor = null;
            if (_online is not null && predecessor._online is { } earlier && predecessor._entries.Select(e => e.Skill.Name).SequenceEqual(_entries.Select(e => e.Skill.Name)))
            {
                _online.Absorb(earlier);
            }
        }

        if (_online?.Learn(indicators, _room, (m, paths) => Paths(m, indicators, paths)) is { } learned)
        {
            _weights = learned;
            _calibration = _online.Calibration.Map();
        }
    }

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
        ArgumentNullException.ThrowIfNull(indicators);
        var (horizon, weights) = (_settings.Horizon, _weights);
        var count = _entries.Where((_, m) => weights[m] > 0).Sum(e => e.Member.Count);
        var (values, shares) = (new float[count * horizon], new float[count]);
        var movement = ResidualPaths.Movement(indicators[0], 0, _movementFloor);
        var filled = 0;
        for (var m = 0; m < _entries.Length; m++)
        {
            var member = _entries[m].Member;
            // Where one cannot predict the others carry the whole weight.
            if (weights[m] > 0 && member.TryPredict(indicators, 0, movement, values.AsSpan(filled * horizon, member.Count * horizon)))
            {
                shares.AsSpan(filled, member.Count).Fill((float)(weights[m] / member.Count));
                filled += member.Count;
            }
        }

        if (filled == 0)
        {
            return null;
        }

        if (filled < count)
        {
            (values, shares) = (values[..(filled * horizon)], shares[..filled]);
        }

        BoundBelow(values);
        _calibration?.Apply(values, shares, horizon);
        // The net may reach below zero again.
        BoundBelow(values);
        return new Forecast(indicators[0].Origin!.Value, indicators[0].Step, new SamplePaths(values, shares, horizon));
    }

    /// <summary>True where <see cref="Write"/> has all that a pool needs.</summary>
    internal bool CanWrite => _online is not null;

    internal static ForecastPool Read(BinaryReader reader)
    {
        var settings = new ForecastSettings(reader.ReadInt32(), reader.ReadArray<int>(), reader.ReadBoolean());
        var (floor, relativeCrps) = (reader.ReadDouble(), reader.ReadDouble());
        var entries = new Entry[reader.ReadInt32()];
        for (var i = 0; i < entries.Length; i++)
        {
            var (name, weight, crps) = (reader.ReadString(), reader.ReadDouble(), reader.ReadDouble());
            entries[i] = new Entry(MemberImage.Read(reader), new MemberSkill(name, weight, crps));
        }

        return new ForecastPool(entries, settings, floor, double.IsNaN(relativeCrps) ? null : relativeCrps, OnlineWeights.Read(reader));
    }

    /// <summary>Everything that <see cref="Read"/> needs. Not while <see cref="Learn"/> runs.</summary>
    internal void Write(BinaryWriter writer)
    {
        writer.Write(_settings.Horizon);
        writer.WriteArray<int>([.. _settings.Seasons]);
        writer.Write(_settings.IsNonNegative);
        writer.Write(_movementFloor);
        writer.Write(RelativeCrps ?? double.NaN);
        writer.Write(_entries.Length);
        var weights = _weights;
        for (var i = 0; i < _entries.Length; i++)
        {
            writer.Write(_entries[i].Skill.Name);
            writer.Write(weights[i]);
            writer.Write(_entries[i].Skill.ValidationCrps);
            MemberImage.Write(writer, _entries[i].Member);
        }

        _online!.Write(writer); // CanWrite was asked.
    }

    private int Paths(int index, IReadOnlyList<IndicatorHistory> indicators, float[] room)
    {
        var member = _entries[index].Member;
        var values = room.AsSpan(0, member.Count * _settings.Horizon);
        if (!member.TryPredict(indicators, 0, ResidualPaths.Movement(indicators[0], 0, _movementFloor), values))
        {
            return 0;
        }

        BoundBelow(values);
        return values.Length;
    }

    private void BoundBelow(Span<float> values)
    {
        if (_settings.IsNonNegative)
        {
            TensorPrimitives.Max(values, 0f, values);
        }
    }

    internal sealed record Entry(IPathMember Member, MemberSkill Skill);
}
