using System.Net;
using System.Net.Sockets;
using System.Text;
using Headroom.Testing;

namespace Headroom.Activator.Tests.Forwarding;

/// <summary>Replicas that fail, clients that leave, and requests that try something.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nhi")]
    [InlineData("HTTP/1.1 200 OK\r\nX y: 2\r\n\r\nhi")]
    [InlineData("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("")]
    public async Task Forward_ResponseThatIsNoneOrTwo_IsABadGateway(string response)
    {
        using var backend = RawBackend.Answering(response);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        using var answer = await activator.Client().GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalfmore\r\n0\r\n\r\n")]
    public async Task Forward_ReplicaDiesMidStream_TheResponseDoesNotLookWhole(string response)
    {
        using var backend = RawBackend.Answering(response);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        foreach (var isHttp2 in new[] { false, true })
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => activator.Client(isHttp2).GetStringAsync("/"));
        }
    }

    [Fact]
    public async Task Forward_ClientLeaves_TheReplicaSeesIt()
    {
        var left = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => left.TrySetResult());
            begun.SetResult();
            await left.Task;
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        using var leaving = new CancellationTokenSource();

        var request = activator.Client().GetAsync("/", leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await left.Task;
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().InFlight == 0);
    }

    [Fact]
    public async Task Forward_ClientLeavesWhileHeld_TakesNoPlaceInTheQueue()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route();
        using var leaving = new CancellationTokenSource();

        var request = activator.Client().GetAsync("/", leaving.Token);
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 1);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 0);
    }

    [Fact]
    public async Task Forward_ReplicaThatNeverAnswers_IsAGatewayTimeout()
    {
        using var backend = RawBackend.Start(static async stream => await stream.CopyToAsync(Stream.Null));
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { Deadline = TimeSpan.FromMilliseconds(300) }, backend.Address);

        using var answer = await activator.Client().GetAsync("/");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Fact]
    public async Task Forward_ReplicaAnswersBeforeTheUploadEnds_TheAnswerArrives()
    {
        using var backend = RawBackend.Start(static async stream =>
        {
            await RawBackend.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 413 Too large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig"u8.ToArray());
            await stream.CopyToAsync(Stream.Null);
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, activator.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: chat.test\r\nContent-Length: 1000000\r\n\r\nbegin"u8.ToArray());
        var buffer = new byte[1000];
        var count = await stream.ReadAsync(buffer);

        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET http://other.test/ HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("CONNECT other.test:443 HTTP/1.1\r\nHost: other.test:443\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("CONNECT chat.test:80 HTTP/1.1\r\nHost: chat.test:80\r\nConnection: close\r\n\r\n", "405")]
    [InlineData("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: chat.test\r\nHost: other.test\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: chat.test\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: chat.test\r\nContent-Length: -4\r\n\r\nbody", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: chat.test\r\nTransfer-Encoding: xchunked\r\nConnection: close\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: chat.test\r\nTransfer-Encoding: chunked, identity\r\nConnection: close\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: chat.test\r\nX : y\r\n\r\n", "400")]
    public async Task Forward_RequestThatTriesSomething_IsRefusedAndReachesNobody(string request, string status)
    {
        using var backend = RawBackend.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        var answer = await activator.SayAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Equal(0, backend.Connections);
    }

    [Fact]
    public async Task Forward_LengthAndChunks_TheReplicaSeesOneRequestOnly()
    {
        var heads = new List<string>();
        using var backend = RawBackend.Start(async stream =>
        {
            while (await RawBackend.ReadHeadAsync(stream) is { Length: > 0 } head)
            {
                lock (heads)
                {
                    heads.Add(head);
                }

                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);

        var answer = await activator.SayAsync(
            "POST / HTTP/1.1\r\nHost: chat.test\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: chat.test\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(heads, static h => h.Contains("smuggled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forward_HeaderBomb_IsRefused()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route();
        var many = string.Concat(Enumerable.Range(0, 200).Select(static i => $"X-{i}: 1\r\n"));
        var large = $"X: {new string('a', 64 * 1024)}\r\n";

        foreach (var bomb in new[] { many, large })
        {
            Assert.StartsWith("HTTP/1.1 431", await activator.SayAsync($"GET / HTTP/1.1\r\nHost: chat.test\r\n{bomb}\r\n"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forward_SlowLoris_IsCutOffWhileOthersAreServed()
    {
        await using var backend = await Backend.StartAsync("served");
        await using var activator = await RunningActivator.StartAsync("--Activator:HeadTimeout=00:00:01");
        activator.Route(null, backend.Address);
        var loris = Enumerable.Range(0, 20).Select(_ => activator.SayAsync("GET / HTTP/1.1\r\nHost: chat.test\r\nX: ")).ToList();

        Assert.Equal("served", await activator.Client().GetStringAsync("/"));
        foreach (var answer in await Task.WhenAll(loris))
        {
            Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forward_ReplicaThatClosedItsIdleConnection_IsReachedOnANewOne()
    {
        using var backend = RawBackend.Start(static async stream =>
        {
            await RawBackend.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray());
            // Closed without a word, as servers do after their keep-alive.
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, backend.Address);
        var client = activator.Client();

        for (var i = 0; i < 20; i++)
        {
            using var response = await client.PostAsync("/", new StringContent("x"));
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadGateway);
            Assert.Equal("hi", await client.GetStringAsync("/"));
        }
    }
}
