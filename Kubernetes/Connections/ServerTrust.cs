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
    private string _text = "";
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

        // The server may have changed to an authority that the file has had for less than a minute.
        return IsTrusted(presented, chain, Roots()) || (Reread() is { } newer && IsTrusted(presented, chain, newer));
    }

    private static bool IsTrusted(X509Certificate presented, X509Chain? chain, X509Certificate2Collection roots)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
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
                TryReadLocked();
            }

            return _roots;
        }
    }

    /// <returns>Null when nothing else is there than before.</returns>
    private X509Certificate2Collection? Reread()
    {
        lock (_lock)
        {
            var before = _text;
            if (_path is not null)
            {
                TryReadLocked();
            }

            return _text == before ? null : _roots;
        }
    }

    private void TryReadLocked()
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

    private void ReadLocked()
    {
        var text = File.ReadAllText(_path ?? "");
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(text);
        (_roots, _text, _readAt) = (roots, text, _time.GetTimestamp());
    }
}
