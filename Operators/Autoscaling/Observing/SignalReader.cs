using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Indicators;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Brings an autoscaler's histories up to date: everything once, then only what is new.</summary>
internal sealed class SignalReader(
    IIndicatorSource prometheus, IIndicatorSource resources, IIndicatorSource traces)
{
    /// <returns>Null for the indicators that arrived, by index; a failure for those that did not.</returns>
    public async Task<IndicatorFailure?[]> ReadAsync(AutoscalerMemory memory, string ns, DateTimeOffset now, CancellationToken ct)
    {
        var settings = memory.Settings;
        var failures = new IndicatorFailure?[settings.Indicators.Count];
        for (var i = 0; i < failures.Length; i++)
        {
            failures[i] = await ReadOneAsync(memory, i, ns, now, ct);
        }

        Align(memory, failures);
        return failures;
    }

    private async Task<IndicatorFailure?> ReadOneAsync(AutoscalerMemory memory, int index, string ns, DateTimeOffset now, CancellationToken ct)
    {
        var settings = memory.Settings;
        var indicator = settings.Indicators[index];
        var until = new DateTimeOffset(now.UtcTicks / settings.Step.Ticks * settings.Step.Ticks, TimeSpan.Zero);
        var held = memory.Histories[index].Origin;
        if (held >= until)
        {
            // Asked twice within a step: what the first answer said still holds.
            return float.IsNaN(memory.Histories[index][0])
                ? new IndicatorFailure(indicator.Name, "NotANumber", $"'{indicator.Name}' was not a number at {until:O}")
                : null;
        }

        var after = held ?? until - settings.Step * settings.History;
        var request = new IndicatorRequest(ns, indicator, settings.Target, after, until, settings.Step);
        return await Source(indicator).ReadAsync(request, ct) switch
        {
            // Nothing is written for a failed reading: the next one that works asks for the whole stretch again.
            IndicatorReading.Failed failed => new IndicatorFailure(indicator.Name, failed.Reason, $"'{indicator.Name}': {failed.Message}"),
            IndicatorReading.Samples samples => Keep(memory, index, until, samples),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
    }

    private IIndicatorSource Source(IndicatorSpec indicator) => indicator switch
    {
        { Prometheus: not null } => prometheus,
        { Resource: not null } => resources,
        _ => traces,
    };

    private static IndicatorFailure? Keep(AutoscalerMemory memory, int index, DateTimeOffset until, IndicatorReading.Samples answer)
    {
        var indicator = memory.Settings.Indicators[index];
        var values = memory.Rates[index] is { } rate ? rate.Rates(answer.Values) : answer.Values;
        if (indicator is { OnEmpty: "Zero", Prometheus: not null })
        {
            values = WithZeros(values, memory.Histories[index].Origin, until, memory.Settings.Step);
        }

        memory.Append(index, values);
        // The newest step decides whether the indicator arrived: an answer that ends earlier is stale.
        if (values.Count > 0 && values[^1].Time > until - memory.Settings.Step && double.IsFinite(values[^1].Value))
        {
            return null;
        }

        if (indicator.OnEmpty == "Zero")
        {
            memory.Append(index, [new IndicatorSample(until, 0)]);
            return null;
        }

        // The first sample of a counter only starts the difference.
        var reason = memory.Rates[index] is not null && answer.Values.Count > 0 ? "Starting" : "Empty";
        return new IndicatorFailure(
            indicator.Name, reason,
            $"'{indicator.Name}' returned nothing for {until:O}; onEmpty: Missing takes that as loss of metrics, onEmpty: Zero would take it as no load");
    }

    // Where an empty answer is no load, so is every step that an answer over a longer stretch leaves out. Before the first
    // sample of all nothing is known. Only Prometheus answers for the past, so only its silence says anything about it.
    private static List<IndicatorSample> WithZeros(IReadOnlyList<IndicatorSample> values, DateTimeOffset? held, DateTimeOffset until, TimeSpan step)
    {
        var bySlot = values.ToDictionary(v => v.Time.UtcTicks / step.Ticks, v => v);
        var from = held?.UtcTicks / step.Ticks + 1 ?? bySlot.Keys.DefaultIfEmpty(until.UtcTicks / step.Ticks).Min();
        var filled = new List<IndicatorSample>();
        for (var slot = from; slot <= until.UtcTicks / step.Ticks; slot++)
        {
            filled.Add(bySlot.TryGetValue(slot, out var value) ? value : new IndicatorSample(new DateTimeOffset(slot * step.Ticks, TimeSpan.Zero), 0));
        }

        return filled;
    }

    // Members look the same number of steps back in every indicator, so a covariate that is behind is padded.
    private static void Align(AutoscalerMemory memory, IndicatorFailure?[] failures)
    {
        if (failures[0] is not null || memory.Histories[0].Origin is not { } origin)
        {
            return;
        }

        for (var i = 1; i < failures.Length; i++)
        {
            if (memory.Histories[i].Origin is not { } newest || newest < origin)
            {
                memory.Append(i, [new IndicatorSample(origin, double.NaN)]);
            }
        }
    }
}
