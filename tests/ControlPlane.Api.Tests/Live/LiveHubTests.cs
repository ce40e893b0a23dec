using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Live;

public sealed class LiveHubTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EventIds _ids = new(TimeProvider.System);
    private readonly LiveHub _hub;

    public LiveHubTests() => _hub = new LiveHub(new LiveInstruments(_services.GetRequiredService<IMeterFactory>()), _ids);

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Publish_ToAClientThatDoesNotRead_CutsItAndNoOneElse()
    {
        var slow = Subscribe();
        var other = Subscribe();

        foreach (var made in Made(LiveSubscription.BufferedEvents + 1))
        {
            _hub.Publish([made]);
            Assert.True(other.Events.TryRead(out _));
        }

        int kept = 0;
        while (slow.Events.TryRead(out _))
        {
            kept++;
        }

        Assert.Equal(LiveSubscription.BufferedEvents, kept);
        Assert.True(slow.Events.Completion.IsCompleted);
        Assert.False(other.Events.Completion.IsCompleted);
    }

    [Fact]
    public void Publish_TheSameEventTwice_SendsItOnce()
    {
        var client = Subscribe();
        var made = Made(1);

        _hub.Publish(made);
        _hub.Publish(made);

        Assert.True(client.Events.TryRead(out _));
        Assert.False(client.Events.TryRead(out _));
    }

    [Fact]
    public void After_AnIdThatLeftMemory_IsNotComplete()
    {
        var made = Made(LiveHub.KeptEvents + 2);

        _hub.Publish(made);

        Assert.False(_hub.After(made[0].EventId).IsComplete);
        Assert.True(_hub.After(made[1].EventId).IsComplete);
        Assert.Equal(LiveHub.KeptEvents, _hub.After(made[1].EventId).Events.Count);
    }

    [Fact]
    public void Subscribe_BeyondTheLimit_IsRefused()
    {
        foreach (int _ in Enumerable.Range(0, LiveHub.MaxClients))
        {
            Subscribe();
        }

        Assert.Null(_hub.Subscribe(null, null));
    }

    private LiveSubscription Subscribe() => Assert.IsType<LiveSubscription>(_hub.Subscribe(null, null));

    private List<DecisionMade> Made(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _ids.Next()).Select(static id => DecisionMade.Of(new RecordedDecision(id, Sample.Decision())))];
}
