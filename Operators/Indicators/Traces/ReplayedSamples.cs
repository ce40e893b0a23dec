using System.Collections;
using Headroom.Operators.Traces;

namespace Headroom.Operators.Indicators.Traces;

/// <summary>A stretch of a replay, computed as it is read: two weeks of minutes for thousands of autoscalers are never copied.</summary>
/// <param name="trace">The file, repeated for ever.</param>
/// <param name="first">Time of the first sample.</param>
/// <param name="step">Spacing of the samples.</param>
/// <param name="position">Where in the repeated file the first sample lies, ≥ 0.</param>
/// <param name="count">Samples, ≥ 0.</param>
internal sealed class ReplayedSamples(TraceFile trace, DateTimeOffset first, TimeSpan step, TimeSpan position, int count)
    : IReadOnlyList<IndicatorSample>
{
    private readonly long _length = trace.Step.Ticks * trace.Values.Count;

    public int Count => count;

    // A trace coarser than the step repeats its value; a finer one is sampled.
    public IndicatorSample this[int index] => new(
        first + step * index, trace.Values[(int)((position.Ticks + step.Ticks * index) % _length / trace.Step.Ticks)]);

    public IEnumerator<IndicatorSample> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
