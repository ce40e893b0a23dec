namespace Headroom.Operators.Decisions;

/// <summary>Where fitted forecasts outlive the process. The control plane works without: it fits anew.</summary>
public interface IForecastModels
{
    /// <returns>What was saved last; null when there is none or no store.</returns>
    Task<StoredModel?> ReadAsync(string uid, CancellationToken ct);

    /// <summary>Replaces what was saved for these uids. False when there is no store now: offered again.</summary>
    Task<bool> WriteAsync(IReadOnlyList<StoredModel> models, CancellationToken ct);
}
