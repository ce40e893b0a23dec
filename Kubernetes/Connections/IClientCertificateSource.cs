using System.Security.Cryptography.X509Certificates;

namespace Headroom.Kubernetes.Connections;

/// <summary>The certificate that the client shows on its next connection.</summary>
internal interface IClientCertificateSource
{
    X509Certificate2? Current { get; }
}
