using Headroom.Kubernetes.Leases;
using Headroom.Testing;

namespace Headroom.Kubernetes.Tests.Leases;

public sealed class LeaderElectorTests : IAsyncLifetime
{
    private const string Path = "/apis/coordination.k8s.io/v1/namespaces/ns/leases/op";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly ScriptedObjects _objects = new();
    private readonly FailedRounds _failed = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _runs = [];
    private ScriptedApiServer? _server;

    private ScriptedApiServer Server => _server ?? throw new InvalidOperationException();

    private string? Holder => _objects.Find(Path)?["spec"]?["holderIdentity"]?.ToString();

    public async ValueTask InitializeAsync() => _server = await ScriptedApiServer.StartAsync(_objects.AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs);
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Run_TwoContenders_OneLeads()
    {
        var a = Start("a", _stop.Token);
        var b = Start("b", _stop.Token);

        await _time.AdvanceUntilAsync(() => Holder is not null && a.ObservedHolder == b.ObservedHolder, Step);
        for (var i = 0; i < 100; i++)
        {
            await _time.AdvanceUntilAsync(() => true, Step);
            Assert.False(a.IsLeader && b.IsLeader);
        }
    }

    [Fact]
    public async Task Run_Leading_WritesMicroTimes()
    {
        var a = Start("a", _stop.Token);
        await Eventually.HoldsAsync(() => a.IsLeader);

        var spec = _objects.Find(Path)?["spec"];

        Assert.Equal("2026-01-05T00:00:00.000000Z", spec?["acquireTime"]?.ToString());
        Assert.Equal(10, spec?["leaseDurationSeconds"]?.GetValue<int>());
    }

    [Fact]
    public async Task Run_LeaderSilent_IsReplacedOnlyAfterItsWholeLeaseWasObserved()
    {
        // Its clock is a day behind: only how long the lease stayed unchanged may count.
        await PutLeaseAsync("dead", renewed: "2026-01-04T00:00:00.000000Z", transitions: 4);
        var b = Start("b", _stop.Token);
        await Eventually.HoldsAsync(() => b.ObservedHolder == "dead");

        var start = _time.GetTimestamp();
        await _time.AdvanceUntilAsync(() => b.IsLeader, Step);

        // Well above ten seconds only because the manual clock runs on while the requests are under way.
        Assert.True(_time.GetElapsedTime(start) >= TimeSpan.FromSeconds(9.9), $"after {_time.GetElapsedTime(start)}");
        Assert.Equal(5, b.Current?.Transitions);
    }

    [Fact]
    public async Task Run_Cancelled_GivesTheLeaseBack()
    {
        using var stopA = new CancellationTokenSource();
        var a = Start("a", stopA.Token);
        await Eventually.HoldsAsync(() => a.IsLeader);
        var token = a.Current ?? throw new InvalidOperationException();

        await stopA.CancelAsync();
        await Eventually.HoldsAsync(() => Holder is "");

        Assert.True(token.Lost.IsCancellationRequested);
        Assert.Throws<LeadershipLostException>(token.ThrowIfExpired);
        var b = Start("b", _stop.Token);
        await Eventually.HoldsAsync(() => b.IsLeader);
        Assert.Equal(token.Transitions + 1, b.Current?.Transitions);
    }

    [Fact]
    public async Task Run_ConnectionRefused_KeepsLeadingUntilTheDeadlineAndComesBack()
    {
        var a = Start("a", _stop.Token);
        await Eventually.HoldsAsync(() => a.IsLeader && _time.ArmedTimers >= 2);
        var token = a.Current ?? throw new InvalidOperationException();

        await Server.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(() => _failed.Count >= 1 && _time.ArmedTimers >= 2); // refused, and waiting to try again
        Assert.True(token.IsHeld);
        token.ThrowIfExpired();
        _time.Advance(TimeSpan.FromSeconds(4.1));

        Assert.False(a.IsLeader);
        Assert.True(token.Lost.IsCancellationRequested);
        await Server.StartAsync();
        await _time.AdvanceUntilAsync(() => a.IsLeader, Step);
        Assert.True(a.Current?.Transitions > token.Transitions);
    }

    [Fact]
    public async Task Run_LeaseTakenByAnother_EndsTheTerm()
    {
        var a = Start("a", _stop.Token);
        await Eventually.HoldsAsync(() => a.IsLeader);
        var token = a.Current ?? throw new InvalidOperationException();

        await PutLeaseAsync("thief", renewed: "2026-01-05T00:00:00.000000Z", transitions: 9);
        await _time.AdvanceUntilAsync(() => token.Lost.IsCancellationRequested, Step);

        Assert.Null(a.Current);
    }

    [Fact]
    public void Extend_AfterTheDeadline_DoesNotReviveTheTerm()
    {
        using var token = new LeaderToken("a", 1, _time.GetTimestamp(), TimeSpan.FromSeconds(7), _time);
        _time.Advance(TimeSpan.FromSeconds(6.9));
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(0.2));

        token.Extend(sent, TimeSpan.FromSeconds(7));

        Assert.True(token.Lost.IsCancellationRequested);
        Assert.False(token.IsHeld);
    }

    [Theory]
    [InlineData(10, 7, 1.5, true)]
    [InlineData(7.9, 7.2, 1.5, false)] // others are told 7 s
    [InlineData(10, 10, 1.5, false)]
    [InlineData(10, 2.5, 1.5, false)]
    public void Validate_Durations_LeaveRoomForOneAnother(double lease, double deadline, double retry, bool isValid)
    {
        var options = new LeaderElectionOptions
        {
            Namespace = "ns", Name = "op", Identity = "a",
            LeaseDuration = TimeSpan.FromSeconds(lease),
            RenewDeadline = TimeSpan.FromSeconds(deadline),
            RetryPeriod = TimeSpan.FromSeconds(retry),
        };

        Assert.Equal(isValid, Record.Exception(options.Validate) is null);
    }

    private LeaderElector Start(string identity, CancellationToken ct)
    {
        var options = new LeaderElectionOptions { Namespace = "ns", Name = "op", Identity = identity };
        var elector = new LeaderElector(Server.Client(), options, _time, _failed);
        _runs.Add(elector.RunAsync(ct));
        return elector;
    }

    private async Task PutLeaseAsync(string holder, string renewed, int transitions)
    {
        var lease = new Lease
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "op" },
            Spec = new LeaseSpec
            {
                HolderIdentity = holder, LeaseDurationSeconds = 10, LeaseTransitions = transitions,
                RenewTime = DateTimeOffset.Parse(renewed, System.Globalization.CultureInfo.InvariantCulture),
            },
        };
        var client = Server.Client();
        await client.DeleteAsync(Lease.Type.Resource, lease.Key, DeleteOptions.Default, _stop.Token);
        await client.CreateAsync(Lease.Type, lease, _stop.Token);
    }
}
