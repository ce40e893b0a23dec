using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Simulation.Workloads;

namespace Headroom.LocalCluster.Containers;

/// <summary>Keeps the status of a pod that a real process stands for, and the process for as long as the pod is there.</summary>
/// <remarks>
/// no process → started: running, not ready → says that it answers: ready → ends by itself: waiting, and started again after
/// one second, two, four, at most ten. Used by the kubelet's one worker.
/// </remarks>
internal sealed class ContainerSupervisor(
    KindRegistry kinds, ObjectWriter writer, EventRecorder events, ContainerRuntime runtime, SimulationClock clock)
{
    private const string Component = "kubelet";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ResourceKind _pods = kinds.Get("", "v1", "pods");
    private readonly Dictionary<ObjectKey, DateTimeOffset> _restartAt = [];

    /// <param name="changed">Has this called again when the process has come further; from any thread.</param>
    /// <returns>When to call again though nothing has changed; null for not.</returns>
    public TimeSpan? Supervise(StoredObject pod, ContainerRequest request, Action changed)
    {
        if (runtime.Find(pod.Key) is not { } container || container.Uid != pod.Uid)
        {
            return StartWhenDue(pod, request, changed);
        }

        switch (container.Phase)
        {
            case ContainerPhase.Ready when !pod.IsReady():
                Write(pod, static (json, now) => PodStatus.Loaded(json, now));
                return null;
            case ContainerPhase.Exited:
                var code = container.ExitCode;
                runtime.Discard(pod.Key);
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(Restarts(pod), 8)), LongestPause.TotalSeconds));
                _restartAt[pod.Key] = clock.Now + pause;
                Write(pod, (json, now) => PodStatus.Crashed(json, code, now));
                events.Warning(_pods, pod, Component, "BackOff", $"Back-off restarting failed container: it ended with code {code}");
                return pause;
            default:
                return null;
        }
    }

    /// <summary>Asks the process to end.</summary>
    public void Stop(StoredObject pod) => runtime.Find(pod.Key)?.Stop();

    public bool HasEnded(StoredObject pod) => runtime.Find(pod.Key) is not { Phase: not ContainerPhase.Exited };

    /// <summary>The pod is gone: so is its process.</summary>
    public void Forget(ObjectKey pod)
    {
        runtime.Discard(pod);
        _restartAt.Remove(pod);
    }

    private TimeSpan? StartWhenDue(StoredObject pod, ContainerRequest request, Action changed)
    {
        if (_restartAt.TryGetValue(pod.Key, out var due) && due > clock.Now)
        {
            return due - clock.Now;
        }

        // A pod that a snapshot brought back has run before.
        var restarts = pod.Json.Obj("status").Str("phase") == "Running" ? Restarts(pod) + 1 : 0;
        var container = runtime.Start(pod, request.Port, request.Load, changed);
        Write(pod, (json, now) => PodStatus.Started(json, container.Endpoint.Address.ToString(), restarts, now));
        return null;
    }

    private static int Restarts(StoredObject pod) => (int)
        pod.Json.Obj("status").Arr("containerStatuses").Objects().Select(static c => c.Int("restartCount") ?? 0).DefaultIfEmpty(0).Max();

    private void Write(StoredObject pod, Action<System.Text.Json.Nodes.JsonObject, string> change) =>
        writer.Update(_pods, pod.Key, "status", WriteOptions.Kubelet, json =>
        {
            change(json, KubeTime.Seconds(clock.Now));
            return json;
        });
}
