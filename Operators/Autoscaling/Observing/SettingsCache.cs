using System.Collections.Concurrent;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.SpecReading;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Parsed specs by generation, so that a spec is parsed once and settings stay the same object between decisions.</summary>
internal sealed class SettingsCache
{
    private readonly ConcurrentDictionary<AutoscalerKey, (string? Uid, long? Generation, AutoscalerSettings? Settings, IReadOnlyList<SpecError> Errors)> _parsed = new();

    public (AutoscalerSettings? Settings, IReadOnlyList<SpecError> Errors) Parse(AutoscalerKey key, PredictiveAutoscaler item)
    {
        if (_parsed.TryGetValue(key, out var known) && known.Uid == item.Metadata.Uid && known.Generation == item.Metadata.Generation
            && item.Metadata.Generation is not null)
        {
            return (known.Settings, known.Errors);
        }

        var (settings, errors) = SettingsParser.Parse(item.Spec);
        _parsed[key] = (item.Metadata.Uid, item.Metadata.Generation, settings, errors);
        return (settings, errors);
    }

    public void Forget(AutoscalerKey key) => _parsed.TryRemove(key, out _);
}
