using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Headroom.Kubernetes.Tests.Leases;

/// <summary>Accepts one connection, and shakes hands only when told.</summary>
internal sealed class SlowTlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SlowTlsServer() => _listener.Start();

    public Uri Url => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public Task<TcpClient> AcceptAsync() => _listener.AcceptTcpClientAsync();

    /// <returns>Everything that the client sent before it hung up.</returns>
    public static async Task<string> ReadAllAsync(TcpClient client, X509Certificate2 certificate)
    {
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        using var received = new MemoryStream();
        try
        {
            await tls.CopyToAsync(received);
        }
        catch (IOException)
        {
            // Hung up without a farewell.
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }

    public void Dispose() => _listener.Dispose();
}
