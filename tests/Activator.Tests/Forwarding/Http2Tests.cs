using System.Net;
using System.Net.WebSockets;
using System.Text;
using Headroom.Activator.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headroom.Activator.Tests.Forwarding;

/// <summary>h2c on either side.</summary>
public sealed class Http2Tests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Forward_Http2Client_GetsBodyAndTrailers(bool isHttp2Backend)
    {
        await using var backend = await Backend.StartAsync(
            async context =>
            {
                if (!isHttp2Backend)
                {
                    await context.Response.WriteAsync("plain");
                    return;
                }

                context.Response.DeclareTrailer("grpc-status");
                await RelayTests.EchoAsync(context);
                context.Response.AppendTrailer("grpc-status", "0");
            },
            isHttp2Backend ? HttpProtocols.Http2 : HttpProtocols.Http1);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(s => s with { Protocol = isHttp2Backend ? UpstreamProtocol.H2c : UpstreamProtocol.Http1 }, backend.Address);

        using var response = await activator.Client(isHttp2: true).PostAsync("/", new StringContent("plain"));

        Assert.Equal("plain", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal(isHttp2Backend, response.TrailingHeaders.TryGetValues("grpc-status", out _));
    }

    [Fact]
    public async Task Forward_Http1ReplicaWithTrailers_ReachAnHttp2Client()
    {
        using var backend = RawBackend.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n");
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        using var response = await activator.Client(isHttp2: true).GetAsync("/");

        Assert.Equal("hi", await response.Content.ReadAsStringAsync());
        Assert.Equal("7", response.TrailingHeaders.GetValues("X-Sum").Single());
    }

    [Fact]
    public async Task Forward_Http2BothSides_StreamsBothWaysAtOnce()
    {
        await using var backend = await Backend.StartAsync(RelayTests.EchoAsync, HttpProtocols.Http2);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { Protocol = UpstreamProtocol.H2c }, backend.Address);
        var toSend = new System.IO.Pipelines.Pipe();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new FlushedContent(toSend.Reader),
        };

        using var response = await activator.Client(isHttp2: true).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var echo = await response.Content.ReadAsStreamAsync();
        foreach (var word in new[] { "one", "two" })
        {
            await toSend.Writer.WriteAsync(Encoding.ASCII.GetBytes(word));
            var back = new byte[word.Length];
            await echo.ReadExactlyAsync(back);
            Assert.Equal(word, Encoding.ASCII.GetString(back));
        }

        await toSend.Writer.CompleteAsync();
        Assert.Equal(0, await echo.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Forward_WebSocket_SpeaksBothWaysAndCloses(bool isHttp2)
    {
        await using var backend = await Backend.StartAsync(static async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync("chat");
            var buffer = new byte[100];
            while (await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: not WebSocketMessageType.Close, Count: var count })
            {
                await socket.SendAsync(buffer.AsMemory(0, count), WebSocketMessageType.Text, true, default);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", default);
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        using var client = new ClientWebSocket();
        client.Options.SetRequestHeader("Host", RunningActivator.Host);
        client.Options.AddSubProtocol("chat");
        client.Options.HttpVersion = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11;
        client.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });

        await client.ConnectAsync(new UriBuilder(isHttp2 ? activator.H2c : activator.Url) { Scheme = "ws" }.Uri, invoker, default);
        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var heard = new byte[100];
        var result = await client.ReceiveAsync(heard, default);

        Assert.Equal("hello", Encoding.ASCII.GetString(heard, 0, result.Count));
        Assert.Equal("chat", client.SubProtocol);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        Assert.Equal("bye", client.CloseStatusDescription);
    }

    /// <summary>Sends each piece at once, and the head before the first: what a client of streams does.</summary>
    private sealed class FlushedContent(System.IO.Pipelines.PipeReader pieces) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            await using var source = pieces.AsStream();
            var buffer = new byte[100];
            while (await source.ReadAsync(buffer) is > 0 and var count)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count));
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
