using System.Net;
using System.Text;
using Headroom.Activator.Forwarding;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headroom.Activator.Tests.Forwarding;

/// <summary>What goes through unchanged, and what is changed on the way.</summary>
public sealed class RelayTests
{
    [Fact]
    public async Task Forward_Request_ReachesTheReplicaAsItWasSent()
    {
        var seen = new TaskCompletionSource<(string Target, string Body, IHeaderDictionary Headers)>();
        await using var backend = await Backend.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            seen.TrySetResult((context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, body, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            context.Response.StatusCode = 418;
            context.Response.Headers.Append("X-Two", "a");
            context.Response.Headers.Append("X-Two", "b");
            await context.Response.WriteAsync("answer");
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        var answer = await activator.SayAsync(
            "POST /a%2Fb/../c?q=%20+x HTTP/1.1\r\nHost: chat.test\r\nContent-Length: 4\r\nX-Mine: v\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\n\r\nbody"
            + "GET / HTTP/1.1\r\nHost: chat.test\r\nConnection: close\r\n\r\n");

        var (target, body, headers) = await seen.Task;
        Assert.Equal("/a%2Fb/../c?q=%20+x", target);
        Assert.Equal("body", body);
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("chat.test", headers.Host);
        Assert.True(headers.ContainsKey("X-Mine"));
        Assert.Empty(headers.Keys.Intersect(["X-Hop", "Keep-Alive", "Connection"], StringComparer.OrdinalIgnoreCase));
        Assert.StartsWith("HTTP/1.1 418", answer, StringComparison.Ordinal);
        Assert.Contains("X-Two: a\r\nX-Two: b\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("answer", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close, X-Hop", "X-Hop")]
    [InlineData("keep-alive", null)]
    [InlineData("Upgrade, Content-Length, host", null)]
    public void NamedBy_ConnectionHeader_NamesWhatIsNotRelayed(string header, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], HopHeaders.NamedBy(header) ?? []);

    [Theory]
    [InlineData("HEAD", 200, "Content-Length: 12")]
    [InlineData("GET", 204, "")]
    [InlineData("GET", 304, "ETag: \"x\"")]
    public async Task Forward_ResponseWithoutContent_EndsAtOnce(string method, int status, string header)
    {
        using var backend = RawBackend.Answering($"HTTP/1.1 {status} X\r\n{header}{(header.Length > 0 ? "\r\n" : "")}\r\n");
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        using var response = await activator.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), "/"));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Forward_OverHttp11_StreamsBothWaysAtOnce()
    {
        await using var backend = await Backend.StartAsync(EchoAsync);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, activator.Port);
        var stream = client.GetStream();

        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: chat.test\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
        var heard = new StringBuilder();
        foreach (var word in new[] { "one", "two", "three" })
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{word.Length:x}\r\n{word}\r\n"));
            // The replica's echo comes back while the request is still open.
            await ReadUntilAsync(stream, heard, word);
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        await ReadUntilAsync(stream, heard, "0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", heard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_ServerSentEvents_ArriveOneByOne()
    {
        var next = new SemaphoreSlim(0);
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var i = 0; i < 3; i++)
            {
                await context.Response.WriteAsync($"data: {i}\n\n");
                await context.Response.Body.FlushAsync();
                await next.WaitAsync();
            }
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        using var response = await activator.Client().GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal($"data: {i}", await reader.ReadLineAsync());
            Assert.Equal("", await reader.ReadLineAsync());
            next.Release();
        }

        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Forward_LargeBodies_ArriveWhole()
    {
        var bytes = new byte[5_000_003];
        new Random(7).NextBytes(bytes);
        await using var backend = await Backend.StartAsync(EchoAsync);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        foreach (var isChunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(bytes) };
            request.Headers.TransferEncodingChunked = isChunked;
            using var response = await activator.Client().SendAsync(request);

            Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Forward_ExpectContinue_SendsTheBodyOnlyWhenTheReplicaWantsIt()
    {
        var heads = new List<string>();
        using var backend = RawBackend.Start(async stream =>
        {
            heads.Add(await RawBackend.ReadHeadAsync(stream));
            await stream.WriteAsync("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            // Whatever else came would be the body that was not wanted.
            heads.Add(await RawBackend.ReadHeadAsync(stream));
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        var answer = await activator.SayAsync("POST / HTTP/1.1\r\nHost: chat.test\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 5\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 417", answer, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => heads.Count == 2);
        Assert.Contains("Expect: 100-continue", heads[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", heads[1]);
    }

    [Fact]
    public async Task Forward_ExpectContinue_WantedBodyArrives()
    {
        await using var backend = await Backend.StartAsync(EchoAsync);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("wanted") };
        request.Headers.ExpectContinue = true;

        using var response = await activator.Client().SendAsync(request);

        Assert.Equal("wanted", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Forward_RequestTrailers_ReachTheReplica()
    {
        string? trailer = null;
        await using var backend = await Backend.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            trailer = context.Request.GetTrailer("X-Sum");
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        await activator.SayAsync(
            "POST / HTTP/1.1\r\nHost: chat.test\r\nConnection: close\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX-Sum: 42\r\n\r\n");

        Assert.Equal("42", trailer);
    }

    [Fact]
    public async Task Forward_ConnectionOfAReplica_IsUsedAgain()
    {
        using var backend = RawBackend.Start(async stream =>
        {
            while ((await RawBackend.ReadHeadAsync(stream)).Length > 0)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n0\r\nA: b\r\n\r\n"u8.ToArray());
            }
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        var client = activator.Client();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("hi", await client.GetStringAsync("/"));
        }

        Assert.Equal(1, backend.Connections);
    }

    internal static async Task EchoAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null; // Kestrel has it
        var buffer = new byte[4096];
        await context.Response.Body.FlushAsync();
        while (await context.Request.Body.ReadAsync(buffer) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count));
            await context.Response.Body.FlushAsync();
        }
    }

    private static async Task ReadUntilAsync(Stream stream, StringBuilder heard, string text)
    {
        var buffer = new byte[1024];
        while (!heard.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer);
            Assert.NotEqual(0, count);
            heard.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
