using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Tests.Power.Redfish;

/// <summary>A BMC on a loopback HTTPS address: resources by path, behind a name and a password.</summary>
internal sealed class RedfishService : IAsyncDisposable
{
    public const string User = "reader";
    public const string Password = "s3cret:with colon";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private RedfishService(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    public ConcurrentDictionary<string, string> Resources { get; } = new(StringComparer.Ordinal);

    /// <summary>Instead of 200 where it is set.</summary>
    public HttpStatusCode? Status { get; set; }

    /// <summary>What every answer waits for.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public ConcurrentQueue<string> Asked { get; } = new();

    public string Authority => _certificate.ExportCertificatePem();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public static async Task<RedfishService> StartAsync()
    {
        var certificate = NewCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.UseHttps(certificate)));
        var service = new RedfishService(builder.Build(), certificate);
        service._app.Run(service.AnswerAsync);
        await service._app.StartAsync();
        return service;
    }

    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    public async ValueTask DisposeAsync()
    {
        Gate?.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Asked.Enqueue(http.Request.Path);
        await (Gate?.Task ?? Task.CompletedTask);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (http.Request.Headers.Authorization != expected)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (Status is { } status)
        {
            http.Response.StatusCode = (int)status;
        }
        else if (Resources.TryGetValue(http.Request.Path, out var resource))
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(resource);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bmc", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("idrac.factory.example");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }
}
