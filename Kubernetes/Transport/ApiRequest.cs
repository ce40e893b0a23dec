using Headroom.Kubernetes.Leases;

namespace Headroom.Kubernetes.Transport;

/// <summary>One request, which may be sent several times.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">From the server's root, with the query.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = MediaTypes.Json;

    public string Accept { get; init; } = MediaTypes.Json;

    /// <summary>Asked as the body is sent; null for what anybody may send at any time.</summary>
    public IWriteGuard? Guard { get; init; }

    // A POST that was turned away may still be the caller's to repeat: an eviction's 429 means "not now".
    public bool MayRetry => Method != HttpMethod.Post;
}
