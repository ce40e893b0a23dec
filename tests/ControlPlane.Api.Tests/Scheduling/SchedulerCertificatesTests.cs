using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headroom.ControlPlane.Api.Tests.Scheduling;

/// <summary>Who gets through to the extender over TLS.</summary>
[Collection(nameof(SchedulingCluster))]
public sealed class SchedulerCertificatesTests : IAsyncLifetime
{
    private readonly (X509Certificate2 Certificate, ECDsa Key) _authority = Authority("schedulers");
    private readonly (X509Certificate2 Certificate, ECDsa Key) _servers = Authority("servers");
    private SchedulingCluster _cluster = null!; // set before every test
    private SchedulingReplica _replica = null!; // likewise

    public async ValueTask InitializeAsync()
    {
        _cluster = await SchedulingCluster.StartAsync();
        string Write(string name, string text)
        {
            var path = Path.Combine(_cluster.Folder, name);
            File.WriteAllText(path, text);
            return path;
        }

        using var server = Sign("127.0.0.1", _servers, serverAuth: true);
        _replica = await SchedulingReplica.StartAsync(
            _cluster, "--Scheduler:Url=https://127.0.0.1:0", "--Scheduler:ClientName=headroom-scheduler",
            $"--Scheduler:ClientCaFile={Write("ca.crt", _authority.Certificate.ExportCertificatePem())}",
            $"--Kestrel:Certificates:Default:Path={Write("tls.crt", server.ExportCertificatePem())}",
            $"--Kestrel:Certificates:Default:KeyPath={Write("tls.key", server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())}"); // it has one
    }

    public async ValueTask DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Call_WithACertificateOfTheAuthorityAndTheName_IsAnswered()
    {
        using var own = Sign("headroom-scheduler", _authority, serverAuth: false);

        // Whether it leads by now or not: it answers.
        Assert.NotNull(await CallAsync(own));
    }

    [Fact]
    public async Task Call_WithAnyOtherCertificate_DoesNotGetThrough()
    {
        using var otherName = Sign("somebody", _authority, serverAuth: false);
        using var otherAuthority = Sign("headroom-scheduler", Authority("schedulers"), serverAuth: false);
        using var otherUse = Sign("headroom-scheduler", _authority, serverAuth: true);

        Assert.Null(await CallAsync(null));
        Assert.Null(await CallAsync(otherName));
        Assert.Null(await CallAsync(otherAuthority));
        Assert.Null(await CallAsync(otherUse));
    }

    /// <returns>Null where the connection was refused.</returns>
    private async Task<HttpStatusCode?> CallAsync(X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { _servers.Certificate },
        };
        handler.SslOptions.ClientCertificates = certificate is null ? [] : [certificate];
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!; // null sends none
        using var client = new HttpClient(handler);
        try
        {
            return (await _replica.TryPostAsync("filter", SchedulingReplica.Args("{}", "a100-0"), client)).Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static (X509Certificate2 Certificate, ECDsa Key) Authority(string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return (request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200)), key);
    }

    private static X509Certificate2 Sign(string name, (X509Certificate2 Certificate, ECDsa Key) authority, bool serverAuth)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(serverAuth ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            authority.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(authority.Key), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
