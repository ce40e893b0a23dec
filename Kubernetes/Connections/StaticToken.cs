namespace Headroom.Kubernetes.Connections;

/// <summary>A token that never changes.</summary>
public sealed class StaticToken(string token) : IBearerTokenSource
{
    public ValueTask<string?> GetTokenAsync(CancellationToken ct) => new(token);

    public void Invalidate(string? rejected)
    {
    }
}
