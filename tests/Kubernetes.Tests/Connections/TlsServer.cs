using System.Net;
using System.Security.Cryptography.X509Certificates;
using Headroom.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Tests.Connections;

/// <summary>An HTTPS server on loopback that answers with the caller's certificate name and token.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TlsServer(WebApplication app) => _app = app;

    /// <summary>Callers by certificate name that get a 401.</summary>
    public HashSet<string> Refused { get; } = [];

    public string Url => _app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<TlsServer> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(h =>
        {
            h.ServerCertificate = certificate;
            h.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            h.AllowAnyClientCertificate();
        })));
        var app = builder.Build();
        var server = new TlsServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var name = context.Connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false) ?? "nobody";
        return Refused.Contains(name)
            ? context.StatusAsync(401, "Unauthorized")
            : context.JsonAsync(ScriptedCollection.Item(
                name,
                context.Request.Protocol.Replace("HTTP/", "", StringComparison.Ordinal),
                context.Request.Headers.Authorization.ToString()));
    }
}
