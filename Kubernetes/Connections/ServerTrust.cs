using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Headroom.Kubernetes.Connections;

/// <summary>Decides whether a server's certificate is believed: the given authorities, and the right host name.</summary>
internal sealed class ServerTrust
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly string? _path;
    private readonly TimeProvider _time;
    private X509Certificate2Collection _roots = [];
    private long _readAt;

    private ServerTrust(string? path, TimeProvider time) => (_path, _time) = (path, time);

    /// <param name="pem">One or more certificates.</param>
    public static ServerTrust FromPem(string pem, TimeProvider time)
    {
        var trust = new ServerTrust(null, time);
        trust._roots.ImportFromPem(pem);
        return trust;
    }

    /// <summary>Reads the file again at most once a minute, so that a rotated authority needs no restart.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ServerTrust FromFile(string path, TimeProvider time)
    {
        var trust = new ServerTrust(path, time);
        trust.ReadLocked();
        return trust;
    }

    public bool IsTrusted(object sender, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        // A wrong name or no certificate is never made up for by a known authority.
        if (presented is null || (errors | SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.RemoteCertificateChainErrors)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(Roots());
        foreach (var sent in chain?.ChainPolicy.ExtraStore ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(sent);
        }

        using var certificate = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
        return own.Build(certificate);
    }

    private X509Certificate2Collection Roots()
    {
        lock (_lock)
        {
            if (_path is not null && _time.GetElapsedTime(_readAt) >= MaxAge)
            {
                try
                {
                    ReadLocked();
                }
                catch (Exception e) when (e is IOException or System.Security.Cryptography.CryptographicException)
                {
                    // Half-way through a rotation: keep the old authorities and look again in a minute.
                    _readAt = _time.GetTimestamp();
                }
            }

            return _roots;
        }
    }

    private void ReadLocked()
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(File.ReadAllText(_path ?? ""));
        _roots = roots;
        _readAt = _time.GetTimestamp();
    }
}
