using System.Text.Json.Nodes;
using Headroom.Kubernetes.Events;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private static readonly ObjectReference Chat = new() { ApiVersion = "apps/v1", Kind = "Deployment", Namespace = "ns", Name = "chat" };

    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private ScriptedApiServer? _server;
    private EventRecorder? _recorder;
    private Task _run = Task.CompletedTask;

    private ScriptedApiServer Server => _server ?? throw new InvalidOperationException();

    private EventRecorder Recorder => _recorder ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedApiServer.StartAsync((context, request) => context.JsonAsync(request.Body));
        var options = new EventRecorderOptions { Controller = "headroom.dev/operator", Instance = "pod-0", Capacity = 2 };
        _recorder = new EventRecorder(_server.Client(), options, _time, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Record_Repeated_CountsInTheSeriesOfTheFirst()
    {
        Start();

        await RecordAndWaitAsync(1);
        await RecordAndWaitAsync(2);
        _time.Advance(TimeSpan.FromMinutes(5));
        await RecordAndWaitAsync(3);

        Assert.Equal(["POST", "PATCH", "PATCH"], Server.Requests.Select(r => r.Method));
        var name = JsonNode.Parse(Server.Requests[0].Body)?["metadata"]?["name"]?.ToString();
        Assert.EndsWith($"/{name}?fieldManager=headroom", Server.Requests[2].Target, StringComparison.Ordinal);
        Assert.Equal(
            """{"series":{"count":3,"lastObservedTime":"2026-01-05T00:05:00.000000Z"}}""", Server.Requests[2].Body);
    }

    [Fact]
    public async Task Record_AfterTheWindow_IsANewEvent()
    {
        Start();

        await RecordAndWaitAsync(1);
        _time.Advance(TimeSpan.FromMinutes(6.1));
        await RecordAndWaitAsync(2);

        Assert.Equal(["POST", "POST"], Server.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task Record_ManyThatDifferInTheirNotesAlone_CountsTheFurtherOnesInOne()
    {
        Start();

        for (var i = 1; i <= 12; i++)
        {
            await RecordAndWaitAsync(i, $"to {i}");
        }

        Assert.Equal([.. Enumerable.Repeat("POST", 10), "PATCH", "PATCH"], Server.Requests.Select(r => r.Method));
        Assert.Equal("to 9", JsonNode.Parse(Server.Requests[8].Body)?["note"]?.ToString());
        Assert.Equal("(combined from similar events): to 10", JsonNode.Parse(Server.Requests[9].Body)?["note"]?.ToString());
        Assert.Equal(3, (int?)JsonNode.Parse(Server.Requests[11].Body)?["series"]?["count"]);
        await RecordAndWaitAsync(13, "to 1"); // one of the first few goes on by itself
        Assert.DoesNotContain(JsonNode.Parse(Server.Requests[9].Body)?["metadata"]?["name"]?.ToString() ?? "none", Server.Requests[12].Target, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(10.1));
        await RecordAndWaitAsync(14, "to 14");
        Assert.Equal("to 14", JsonNode.Parse(Server.Requests[13].Body)?["note"]?.ToString());
    }

    [Fact]
    public async Task Record_TooManyAboutOneObject_WritesTwentyFiveAndThenOneInFiveMinutes()
    {
        Start();
        for (var i = 1; i <= 25; i++)
        {
            await RecordAndWaitAsync(i);
        }

        Recorder.Normal(Chat, "Scaled", "Scale", "never seen");
        Recorder.Normal(Chat with { Name = "other" }, "Scaled", "Scale", "of its own object");
        await Eventually.HoldsAsync(() => Server.Requests.Count == 26);
        _time.Advance(TimeSpan.FromMinutes(5));
        await RecordAndWaitAsync(27);
        Recorder.Normal(Chat, "Scaled", "Scale", "never seen");
        Recorder.Normal(Chat with { Name = "other" }, "Scaled", "Scale", "last");
        await Eventually.HoldsAsync(() => Server.Requests.Count == 28);

        Assert.DoesNotContain(Server.Requests, r => r.Body.Contains("never seen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_QueueFull_DropsAndReturns()
    {
        for (var i = 0; i < 5; i++)
        {
            Recorder.Normal(Chat, "Scaled", "Scale", $"note {i}");
        }

        Start();
        await Eventually.HoldsAsync(() => Server.Requests.Count == 2);
    }

    [Fact]
    public async Task Run_CancelledWithEventsWaiting_WritesThemFirst()
    {
        var answer = new TaskCompletionSource();
        Server.Answer = async (context, request) =>
        {
            await answer.Task;
            await context.JsonAsync(request.Body);
        };
        Start();
        Recorder.Normal(Chat, "Scaled", "Scale", "first");
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1);
        Recorder.Normal(Chat, "Scaled", "Scale", "second");

        await _stop.CancelAsync();
        answer.SetResult();
        await _run;

        Assert.Equal(["first", "second"], Server.Requests.Select(r => JsonNode.Parse(r.Body)?["note"]?.ToString()));
    }

    [Fact]
    public async Task Run_CancelledWhileTheServerHangs_EndsAfterAShortWhile()
    {
        Server.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        Start();
        Recorder.Normal(Chat, "Scaled", "Scale", "never");
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1);

        await _stop.CancelAsync();
        Assert.False(_run.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));

        await _run;
    }

    [Fact]
    public async Task Record_LongNote_IsCutToWholeCharacters()
    {
        Start();

        Recorder.Warning(Chat, "Scaled", "Scale", new string('ä', 2000));
        await Eventually.HoldsAsync(() => Server.Requests.Count == 1);

        Assert.Equal(new string('ä', 512), JsonNode.Parse(Server.Requests[0].Body)?["note"]?.ToString());
    }

    private void Start() => _run = Recorder.RunAsync(_stop.Token);

    private async Task RecordAndWaitAsync(int requests, string note = "one more")
    {
        Recorder.Normal(Chat, "Scaled", "Scale", note);
        await Eventually.HoldsAsync(() => Server.Requests.Count == requests);
    }
}
