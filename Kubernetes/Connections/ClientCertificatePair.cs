using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headroom.Kubernetes.Connections;

/// <summary>A certificate and its key, read again once a minute so that rotated files need no restart.</summary>
internal sealed class ClientCertificatePair : IClientCertificateSource
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private readonly Func<string> _certificate;
    private readonly Func<string> _key;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private X509Certificate2 _current;
    private string _text;
    private long _readAt;

    /// <param name="certificate">Reads the PEM of the certificate and its chain.</param>
    /// <param name="key">Reads the PEM of the private key.</param>
    public ClientCertificatePair(Func<string> certificate, Func<string> key, TimeProvider time)
    {
        (_certificate, _key, _time) = (certificate, key, time);
        _text = certificate();
        _current = X509Certificate2.CreateFromPem(_text, key());
        _readAt = time.GetTimestamp();
    }

    public X509Certificate2? Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_readAt) >= MaxAge)
                {
                    RereadLocked();
                }

                return _current;
            }
        }
    }

    private void RereadLocked()
    {
        _readAt = _time.GetTimestamp();
        try
        {
            var text = _certificate();
            if (text != _text)
            {
                _current = X509Certificate2.CreateFromPem(text, _key());
                _text = text; // last: a certificate whose key is not there yet is tried again
            }
        }
        catch (Exception e) when (e is IOException or CryptographicException)
        {
            // Half-way through a rotation: the old pair is valid for a while yet.
        }
    }
}
