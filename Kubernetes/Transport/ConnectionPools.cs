using System.Security.Cryptography.X509Certificates;
using Headroom.Kubernetes.Connections;

namespace Headroom.Kubernetes.Transport;

/// <summary>The connections of the current client certificate.</summary>
/// <remarks>
/// A certificate is shown once, when a connection opens. After a change new requests therefore get new connections; the
/// old ones serve the watches they carry to their end and then close for idleness.
/// </remarks>
internal sealed class ConnectionPools(KubernetesConnection connection) : IDisposable
{
    private readonly Lock _lock = new();
    private HttpMessageInvoker? _current;
    private X509Certificate2? _shown;

    public HttpMessageInvoker Current
    {
        get
        {
            var certificate = connection.ClientCertificate?.Current;
            lock (_lock)
            {
                if (_current is null || !ReferenceEquals(certificate, _shown))
                {
                    _shown = certificate;
                    _current = new HttpMessageInvoker(connection.CreateHandler(certificate), disposeHandler: true);
                }

                return _current;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _current?.Dispose();
        }
    }
}
