using System.Collections.Concurrent;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>The controllers' answers, as a test sets them.</summary>
internal sealed class FakeAutoscalers : IAutoscalerQueries
{
    public ConcurrentDictionary<AutoscalerKey, AutoscalerSummary> Summaries { get; } = new();

    public ConcurrentDictionary<AutoscalerKey, ForecastReport> Reports { get; } = new();

    public TimeSpan? AskedWindow { get; private set; }

    public void Add(params AutoscalerSummary[] summaries)
    {
        foreach (var summary in summaries)
        {
            Summaries[summary.Key] = summary;
        }
    }

    // Unordered on purpose: the order of a page is the API's promise.
    public IReadOnlyList<AutoscalerSummary> List() => [.. Summaries.Values];

    public AutoscalerSummary? Find(AutoscalerKey key) => Summaries.GetValueOrDefault(key);

    public ForecastReport? Forecast(AutoscalerKey key, TimeSpan window)
    {
        AskedWindow = window;
        return Reports.GetValueOrDefault(key);
    }
}
