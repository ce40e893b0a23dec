namespace Headroom.Kubernetes.Connections;

/// <summary>A token that the kubelet rotates in a file: read again after a minute, and at once when it was refused.</summary>
public sealed class TokenFile(string path, TimeProvider time) : IBearerTokenSource
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private string? _token;
    private long _readAt;

    /// <exception cref="IOException">The file cannot be read and no earlier token is known.</exception>
    public ValueTask<string?> GetTokenAsync(CancellationToken ct)
    {
        // The file is small and local: reading it in place under the lock beats a crowd of readers every minute.
        lock (_lock)
        {
            if (_token is null || time.GetElapsedTime(_readAt) >= MaxAge)
            {
                ReadLocked();
            }

            return new ValueTask<string?>(_token);
        }
    }

    public void Invalidate(string? rejected)
    {
        lock (_lock)
        {
            if (_token == rejected)
            {
                _readAt = time.GetTimestamp() - (long)(MaxAge.TotalSeconds * time.TimestampFrequency);
            }
        }
    }

    private void ReadLocked()
    {
        try
        {
            _token = File.ReadAllText(path).Trim();
        }
        catch (IOException) when (_token is not null)
        {
            // Half-way through a rotation: the old token is valid for a while yet.
        }

        _readAt = time.GetTimestamp();
    }
}
