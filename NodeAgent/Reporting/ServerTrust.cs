using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Headroom.NodeAgent.Reporting;

/// <summary>Which authority the control plane's certificate must come from.</summary>
internal sealed class ServerTrust(string? authorityFile)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions();
        if (authorityFile is not null)
        {
            var authorities = new X509Certificate2Collection();
            try
            {
                authorities.ImportFromPemFile(authorityFile);
            }
            catch (System.Security.Cryptography.CryptographicException e)
            {
                throw new IOException($"{authorityFile} is no PEM file of certificates: {e.Message}", e);
            }

            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            options.CertificateChainPolicy = policy;
        }

        return options;
    }
}
