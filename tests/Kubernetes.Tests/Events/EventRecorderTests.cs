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

    private async Task RecordAndWaitAsync(int requests)
    {
        Recorder.Normal(Chat, "Scaled", "Scale", "one more");
        await Eventually.HoldsAsync(() => Server.Requests.Count == requests);
    }
}
