using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Headroom.Operators.Power.Measuring.Redfish;

/// <summary>How the services of one domain are met.</summary>
/// <param name="Authority">PEM of authorities, or of the services' own certificates; null for the system's.</param>
internal sealed record RedfishLogin(string User, string Password, string? Authority)
{
    private const int MostBytes = 1 << 20;

    // A BMC that was replaced has another certificate and perhaps another address.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Without the password: it may be logged.</summary>
    public override string ToString() => User;

    /// <exception cref="CryptographicException">The authority is no PEM certificate.</exception>
    public HttpClient Connect()
    {
        var trust = new SslClientAuthenticationOptions();
        if (Authority is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Authority);
            trust.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);

            // BMCs leave the factory with certificates for no name that anyone uses: one that is named itself needs none.
            trust.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == SslPolicyErrors.None || (certificate is not null && authorities.Any(a => a.RawDataMemory.Span.SequenceEqual(certificate.GetRawCertData())));
        }

        // No redirects: a service must not send the password elsewhere.
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            SslOptions = trust,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostBytes,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.Add("OData-Version", "4.0");
        return http;
    }
}
