using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Headroom.Operators.Scheduling;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Scheduling;

/// <summary>Lets in the schedulers whose certificate the configured authority signed: kube-scheduler sends its extenders no token.</summary>
internal static class SchedulerCertificates
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static void Require(HttpsConnectionAdapterOptions https, IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SchedulerOptions>>().Value;
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.ClientCertificateValidation = (certificate, sent, _) => IsTrusted(certificate, sent, options);
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Chain? sent, SchedulerOptions options)
    {
        if (options.ClientName is { Length: > 0 } name && certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != name)
        {
            return false;
        }

        try
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // such authorities publish no lists
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(options.ClientCaFile!); // the validator of the options asks for it
            chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
            return chain.Build(certificate);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false; // an authority that cannot be read vouches for nobody
        }
    }
}
