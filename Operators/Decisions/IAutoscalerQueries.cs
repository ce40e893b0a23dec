namespace Headroom.Operators.Decisions;

/// <summary>What the controllers know now, for the API and the portal. Reads never block a reconcile.</summary>
public interface IAutoscalerQueries
{
    /// <summary>Every autoscaler in the cache, by namespace and name.</summary>
    IReadOnlyList<AutoscalerSummary> List();

    AutoscalerSummary? Find(AutoscalerKey key);

    /// <summary>Null for an unknown autoscaler, or one with no history yet.</summary>
    /// <param name="window">How much observed history to return, &gt; 0.</param>
    ForecastReport? Forecast(AutoscalerKey key, TimeSpan window);
}
