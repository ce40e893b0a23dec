using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Headroom.NodeAgent.Pods;

/// <summary>Asks the kubelet which pods hold which devices: one gRPC call over its Unix socket.</summary>
internal sealed class KubeletClient : IPodLister
{
    private const string Method = "http://kubelet/v1.PodResourcesLister/List";

    // A compressed flag and a length stand before each gRPC message; the request's message is empty.
    private const int PrefixBytes = 5;
    private static readonly byte[] EmptyRequest = new byte[PrefixBytes];

    private readonly HttpClient _http;
    private readonly string _socket;

    public KubeletClient(string socket)
    {
        _socket = socket;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, ct) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), ct);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        })
        { Timeout = TimeSpan.FromSeconds(5) };
    }

    public async Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(EmptyRequest),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        byte[] body = await response.Content.ReadAsByteArrayAsync(ct);
        string? status = Status(response.TrailingHeaders) ?? Status(response.Headers);
        if (status is not "0")
        {
            throw new HttpRequestException($"the kubelet answers gRPC status {status ?? "none"}");
        }

        return PodResourcesReader.Read(Message(body));
    }

    public string Explain(Exception error) => File.Exists(_socket)
        ? $"the kubelet does not say which pods hold GPUs: {error.Message}"
        : $"no kubelet at {_socket}: energy is not split by pod";

    public void Dispose() => _http.Dispose();

    private static string? Status(HttpResponseHeaders headers) =>
        headers.TryGetValues("grpc-status", out var values) ? values.FirstOrDefault() : null;

    private static ReadOnlySpan<byte> Message(byte[] body)
    {
        bool isOne = body.Length >= PrefixBytes && body[0] == 0
            && BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)) == body.Length - PrefixBytes;
        return isOne ? body.AsSpan(PrefixBytes) : throw new FormatException("the kubelet's answer is no plain gRPC message");
    }
}
