using Headroom.Operators.Indicators;

namespace Headroom.Operators.Tests.Observing;

/// <summary>A source that answers as the test says and remembers what it was asked.</summary>
internal sealed class ScriptedSource : IIndicatorSource
{
    public List<IndicatorRequest> Requests { get; } = [];

    /// <summary>The value at each step; null for a step without a sample.</summary>
    public Func<DateTimeOffset, double?> Value { get; set; } = _ => 1;

    public bool IsDown { get; set; }

    public Task<IndicatorReading> ReadAsync(IndicatorRequest request, CancellationToken ct)
    {
        Requests.Add(request);
        return Task.FromResult(Answer(request));
    }

    private IndicatorReading Answer(IndicatorRequest request)
    {
        if (IsDown)
        {
            return new IndicatorReading.Failed("Unreachable", "down by script");
        }

        var samples = new List<IndicatorSample>();
        for (var time = request.After + request.Step; time <= request.Until; time += request.Step)
        {
            if (Value(time) is { } value)
            {
                samples.Add(new IndicatorSample(time, value));
            }
        }

        return new IndicatorReading.Samples(samples);
    }
}
