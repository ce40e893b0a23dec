using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Headroom.Kubernetes.Connections;

/// <summary>Which server to talk to, whom to trust, and as whom.</summary>
public sealed class KubernetesConnection
{
    // Far above what the workers need at once; it only stops a runaway caller from opening sockets without end.
    private const int MaxConnections = 256;

    /// <param name="server">Such as <c>https://10.0.0.1:6443</c>; a path prefix is kept.</param>
    public KubernetesConnection(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Server = server;
    }

    public Uri Server { get; }

    /// <summary>Where namespaced objects are looked for unless told otherwise.</summary>
    public string DefaultNamespace { get; init; } = "default";

    /// <summary>Null sends no token.</summary>
    public IBearerTokenSource? Token { get; init; }

    /// <summary>How long a request other than a watch may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The name that the certificate must carry, where it differs from the host in <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Believes any server certificate. Only for trials.</summary>
    public bool SkipsTlsVerification { get; init; }

    /// <summary>Null takes the proxy from the environment.</summary>
    public Uri? ProxyUrl { get; init; }

    internal ServerTrust? Trust { get; init; }

    internal IClientCertificateSource? ClientCertificate { get; init; }

    /// <summary>The same server, trusted the same way, as whoever the token stands for; no certificate of ours goes along.</summary>
    public KubernetesConnection As(string token) => With(new StaticToken(token), certificate: null, RequestTimeout);

    /// <summary>The same, with less patience or more.</summary>
    public KubernetesConnection Within(TimeSpan requestTimeout) => With(Token, ClientCertificate, requestTimeout);

    internal SocketsHttpHandler CreateHandler(X509Certificate2? certificate)
    {
        var tls = new SslClientAuthenticationOptions();
        if (SkipsTlsVerification)
        {
#pragma warning disable CA5359 // Asked for by name in the kubeconfig (insecure-skip-tls-verify).
            tls.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (Trust is { } trust)
        {
            tls.RemoteCertificateValidationCallback = trust.IsTrusted;
        }

        if (certificate is not null)
        {
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;

            // A resumed session would speak for the certificate of the session before.
            tls.AllowTlsResume = false;
        }

        return new SocketsHttpHandler
        {
            SslOptions = tls,
            Proxy = ProxyUrl is null
                ? new EnvironmentProxy(Environment.GetEnvironmentVariable)
                : new WebProxy(ProxyUrl),
            MaxConnectionsPerServer = MaxConnections,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
    }

    private KubernetesConnection With(IBearerTokenSource? token, IClientCertificateSource? certificate, TimeSpan requestTimeout) => new(Server)
    {
        DefaultNamespace = DefaultNamespace,
        Token = token,
        RequestTimeout = requestTimeout,
        TlsServerName = TlsServerName,
        SkipsTlsVerification = SkipsTlsVerification,
        ProxyUrl = ProxyUrl,
        Trust = Trust,
        ClientCertificate = certificate,
    };
}
