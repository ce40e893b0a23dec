using System.Security.Cryptography.X509Certificates;

namespace Headroom.Kubernetes.Connections;

/// <summary>A client certificate that never changes.</summary>
internal sealed class StaticClientCertificate(X509Certificate2 certificate) : IClientCertificateSource
{
    public X509Certificate2? Current => certificate;
}
