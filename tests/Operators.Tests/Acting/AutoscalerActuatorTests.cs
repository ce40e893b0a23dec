using Headroom.Kubernetes;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Acting;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Targets;
using Headroom.Operators.Tests.Builders;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Acting;

public sealed class AutoscalerActuatorTests : IAsyncLifetime
{
    private static readonly AutoscalerPlan Plan = new() { Status = new AutoscalerStatus(), Scale = 7, WritesStatus = true, Next = TimeSpan.FromSeconds(15) };

    private readonly ManualTime _time = new();
    private readonly ScriptedObjects _leases = new();
    private readonly CancellationTokenSource _stop = new();
    private ScriptedApiServer? _server;
    private LeaderElector? _elector;
    private Task _election = Task.CompletedTask;

    private ScriptedApiServer Server => _server ?? throw new InvalidOperationException();

    private LeaderElector Elector => _elector ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedApiServer.StartAsync((context, request) =>
            IsLease(request) ? _leases.AnswerAsync(context, request) : context.JsonAsync(request.Body));
        var options = new LeaderElectionOptions { Namespace = "ns", Name = "op", Identity = "a" };
        _elector = new LeaderElector(_server.Client(), options, _time, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _election;
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Apply_Leading_NamesTheVersionsThatWereRead()
    {
        _election = Elector.RunAsync(_stop.Token);
        await Eventually.HoldsAsync(() => Elector.IsLeader);

        await Actuator().ApplyAsync(View(), Plan, TestContext.Current.CancellationToken);

        var writes = Server.Requests.Where(r => !IsLease(r)).ToList();
        Assert.Equal(["PUT", "PATCH"], writes.Select(r => r.Method));
        Assert.Contains("/deployments/chat/scale", writes[0].Target, StringComparison.Ordinal);
        Assert.Contains("\"resourceVersion\":\"7\"", writes[0].Body, StringComparison.Ordinal);
        Assert.Contains("/predictiveautoscalers/chat/status", writes[1].Target, StringComparison.Ordinal);
        Assert.StartsWith("""{"metadata":{"resourceVersion":"3"},"status":{""", writes[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_LeaseOver_WritesNothing()
    {
        _election = Elector.RunAsync(_stop.Token);
        await Eventually.HoldsAsync(() => Elector.IsLeader);
        await Server.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(7.1));
        await Server.StartAsync();

        await Assert.ThrowsAsync<LeadershipLostException>(
            () => Actuator().ApplyAsync(View(), Plan, TestContext.Current.CancellationToken));

        Assert.DoesNotContain(Server.Requests, r => !IsLease(r));
    }

    private static bool IsLease(RecordedRequest request) => request.Target.Contains("/leases", StringComparison.Ordinal);

    private static AutoscalerView View()
    {
        var view = new ViewBuilder().Build();
        var metadata = new ObjectMeta { Name = "chat", Namespace = "prod", Uid = "u1", ResourceVersion = "3" };
        return view with { Object = new PredictiveAutoscaler { Metadata = metadata, Spec = view.Object.Spec } };
    }

    private AutoscalerActuator Actuator()
    {
        var client = Server.Client();
        var targets = new TargetReader(client, new ResourceDiscovery(client, _time), Cache(client, Deployment.Type), Cache(client, StatefulSet.Type));
        var nothing = new NothingRecorded();
        return new AutoscalerActuator(client, Elector, targets, nothing, nothing, new AutoscalerRegistry());
    }

    private Informer<T> Cache<T>(KubernetesClient client, ResourceType<T> type)
        where T : KubernetesObject => new(client, type, new InformerOptions<T>(), _time, NullLoggerFactory.Instance);
}
