using System.Globalization;
using Headroom.LocalCluster.Containers;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Plays the kubelets of all nodes: starts bound pods after a drawn delay and ends deleted ones.</summary>
/// <remarks>
/// bound → creating (delay drawn) → running and ready → deleted → gone. A pod of a Job, and one that is annotated with an
/// exit code or a run time, ends by itself in between. A pod's place is read from its status; only moments are kept here.
/// </remarks>
internal sealed class KubeletController : Controller
{
    public const string StartAnnotation = "local.headroom.dev/start-seconds";
    /// <summary>Address of the pod, where something real stands for it; otherwise nothing listens on a simulated pod's address.</summary>
    public const string AddressAnnotation = "local.headroom.dev/pod-ip";
    private const string Component = "kubelet";
    private const int PodNetwork = 64;
    // A timer may fire a little before the wall clock says so, and is not set again.
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRealGrace = TimeSpan.FromSeconds(30);

    private readonly ResourceKind _pods;
    private readonly ResourceKind _nodes;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;
    private readonly StartDelay _delay;
    private readonly Random _random;
    private readonly ContainerSupervisor _containers;
    private readonly Dictionary<ObjectKey, (string Uid, DateTimeOffset Due, TimeSpan Delay)> _starting = [];
    private readonly Dictionary<ObjectKey, (string Uid, DateTimeOffset Due)> _ending = [];
    private int? _addresses;

    public KubeletController(
        KindRegistry kinds, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events, SimulationClock clock,
        NodesFile nodes, ContainerSupervisor containers, Hosting.LocalClusterOptions options, ILogger<KubeletController> logger)
        : base(clock, logger)
    {
        (_writer, _deleter, _events, _clock, _containers) = (writer, deleter, events, clock, containers);
        _delay = nodes.StartDelay;
        _random = new Random(options.Seed);
        _pods = kinds.Get("", "v1", "pods");
        _nodes = kinds.Get("", "v1", "nodes");
        _pods.Store.OnChange(change => Queue.Add(change.Object.Key));
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_pods.Store.Get(key) is not { } pod)
        {
            _starting.Remove(key);
            _ending.Remove(key);
            _containers.Forget(key);
            return;
        }

        if (pod.Json.Obj("spec").Str("nodeName") is not { } node)
        {
            return;
        }

        if (pod.IsDeleting)
        {
            End(pod);
            return;
        }

        var status = pod.Json.Obj("status");
        if (status.Str("phase") != "Pending")
        {
            Supervise(pod);
            Complete(pod);
            return;
        }

        if (status.Str("startTime") is null)
        {
            Begin(pod, node);
        }
        else if (!_starting.TryGetValue(key, out var start) || start.Uid != pod.Uid || IsDue(start.Due))
        {
            Run(pod);
        }
    }

    private void Begin(StoredObject pod, string node)
    {
        var wanted = pod.Json.Annotation(StartAnnotation);
        var delay = double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400))
            : _delay.Draw(_random);
        delay = _clock.Shorten(delay);
        _starting[pod.Key] = (pod.Uid, _clock.Now + delay, delay);
        var host = _nodes.Store.Get(new ObjectKey("", node))?.Json.Obj("status").Arr("addresses").Objects().FirstOrDefault().Str("address");
        _writer.Update(_pods, pod.Key, "status", WriteOptions.Kubelet, json =>
        {
            PodStatus.Creating(json, host ?? "", KubeTime.Seconds(_clock.Now));
            return json;
        });
        AddAfterReal(pod.Key, delay);
    }

    // The queue shortens what it is given.
    private void AddAfterReal(ObjectKey key, TimeSpan delay) => Queue.AddAfter(key, delay * _clock.Speed, Stopping);

    private void Supervise(StoredObject pod)
    {
        if (ContainerRequest.Of(pod) is { } request && _containers.Supervise(pod, request, () => Queue.Add(pod.Key)) is { } again)
        {
            AddAfterReal(pod.Key, again);
        }
    }

    private void Run(StoredObject pod)
    {
        _starting.Remove(pod.Key, out var start);
        if (ContainerRequest.Of(pod) is not null)
        {
            // The delay that was drawn stands for the pull; all that follows is the process's own.
            foreach (var container in pod.Json.Obj("spec").Arr("containers").Objects())
            {
                _events.Normal(_pods, pod, Component, "Pulled", string.Create(
                    CultureInfo.InvariantCulture, $"Successfully pulled image \"{container.Str("image")}\" in {start.Delay.TotalSeconds:0.000}s ({start.Delay.TotalSeconds:0.000}s including waiting)"));
            }

            Supervise(pod);
            return;
        }

        var address = pod.Json.Annotation(AddressAnnotation) ?? NextAddress();
        _writer.Update(_pods, pod.Key, "status", WriteOptions.Kubelet, json =>
        {
            PodStatus.Running(json, address, KubeTime.Seconds(_clock.Now));
            return json;
        });
        foreach (var container in pod.Json.Obj("spec").Arr("containers").Objects())
        {
            _events.Normal(_pods, pod, Component, "Pulled", $"Container image \"{container.Str("image")}\" already present on machine");
            _events.Normal(_pods, pod, Component, "Created", $"Created container: {container.Str("name")}");
            _events.Normal(_pods, pod, Component, "Started", $"Started container {container.Str("name")}");
        }
    }

    private string NextAddress()
    {
        _addresses ??= SimulatedAddress.Highest(PodNetwork, _pods.Store.List(null).Items.Select(p => p.Json.Obj("status").Str("podIP")));
        return SimulatedAddress.Of(PodNetwork, (int)++_addresses);
    }

    private void Complete(StoredObject pod)
    {
        if (pod.Json.Obj("status").Str("phase") != "Running" || !PodProgram.Ends(pod))
        {
            return;
        }

        var due = (KubeTime.Parse(pod.Json.Condition("Ready").Str("lastTransitionTime")) ?? _clock.Now) + _clock.Shorten(PodProgram.RunTime(pod));
        if (!IsDue(due))
        {
            Queue.AddAfter(pod.Key, PodProgram.RunTime(pod), Stopping);
            return;
        }

        _writer.Update(_pods, pod.Key, "status", WriteOptions.Kubelet, json =>
        {
            PodStatus.Ended(json, PodProgram.ExitCode(pod), KubeTime.Seconds(_clock.Now));
            return json;
        });
    }

    // The grace period is the pod's own, but no simulated process needs longer than a second.
    private TimeSpan Grace(StoredObject pod)
    {
        var wanted = TimeSpan.FromSeconds(pod.Metadata.Int("deletionGracePeriodSeconds") ?? 0);
        return ContainerRequest.Of(pod) is not null
            ? wanted < LongestRealGrace ? wanted : LongestRealGrace
            : _clock.Shorten(wanted < LongestGrace ? wanted : LongestGrace);
    }

    private void End(StoredObject pod)
    {
        if (!_ending.TryGetValue(pod.Key, out var end) || end.Uid != pod.Uid)
        {
            var grace = Grace(pod);
            _ending[pod.Key] = (pod.Uid, _clock.Now + grace);
            foreach (var container in pod.Json.Obj("spec").Arr("containers").Objects())
            {
                _events.Normal(_pods, pod, Component, "Killing", $"Stopping container {container.Str("name")}");
            }

            MarkEnding(pod);
            _containers.Stop(pod);
            AddAfterReal(pod.Key, grace);
        }
        else if (IsDue(end.Due) || (ContainerRequest.Of(pod) is not null && _containers.HasEnded(pod)))
        {
            _deleter.Delete(_pods, pod.Key, new DeleteOptions(GraceSeconds: 0, Uid: pod.Uid));
        }
    }

    private bool IsDue(DateTimeOffset due) => due - TimerSlack <= _clock.Now;

    private void MarkEnding(StoredObject pod) => _writer.Update(_pods, pod.Key, "status", WriteOptions.Kubelet, json =>
    {
        var status = json.Ensure("status");
        foreach (var type in PodStatus.ReadinessTypes)
        {
            Conditions.Set(status, type, "False", "PodTerminating", null, KubeTime.Seconds(_clock.Now));
        }

        return json;
    });
}
