using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headroom.Cli.Local;

/// <summary>What the control plane shows node agents on the loopback address: made anew with every start, trusted by them alone.</summary>
internal static class AgentCertificate
{
    /// <summary>Writes the certificate and its key, which only its owner may read.</summary>
    public static void Write(StateFolder state, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=headroom-agents", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(1));
        StateFolder.WriteSecret(state.AgentKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(state.AgentCertificate, certificate.ExportCertificatePem());
    }
}
