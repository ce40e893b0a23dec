namespace Headroom.NodeAgent.Pods;

/// <summary>Who knows which pods hold which GPUs.</summary>
internal interface IPodLister : IDisposable
{
    /// <exception cref="HttpRequestException">It cannot be reached, or refuses.</exception>
    /// <exception cref="FormatException">It answers something else.</exception>
    Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken ct);

    /// <summary>Why pods are not known, for a person.</summary>
    string Explain(Exception error);
}
