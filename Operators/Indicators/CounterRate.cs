namespace Headroom.Operators.Indicators;

/// <summary>Turns samples of a counter into rates per second. A fall is a reset: the counter started again from zero.</summary>
internal sealed class CounterRate
{
    private IndicatorSample? _previous;

    /// <summary>Rates, one fewer than the samples of a first call; missing samples stay missing.</summary>
    public IReadOnlyList<IndicatorSample> Rates(IReadOnlyList<IndicatorSample> samples)
    {
        var rates = new List<IndicatorSample>(samples.Count);
        foreach (var sample in samples)
        {
            if (!double.IsFinite(sample.Value))
            {
                rates.Add(sample);
                continue;
            }

            if (_previous is { } previous && sample.Time > previous.Time)
            {
                var rise = sample.Value >= previous.Value ? sample.Value - previous.Value : sample.Value;
                rates.Add(new IndicatorSample(sample.Time, rise / (sample.Time - previous.Time).TotalSeconds));
            }

            _previous = sample;
        }

        return rates;
    }
}
