using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Keeps numbered pods and rolls templates from the highest number down, one pod at a time.</summary>
internal sealed class StatefulSetController : Controller
{
    private const string Component = "statefulset-controller";

    private readonly ResourceKind _sets;
    private readonly ResourceKind _pods;
    private readonly OwnerIndex _owners;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly Revisions _revisions;
    private readonly EventRecorder _events;

    public StatefulSetController(
        KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter, Revisions revisions, EventRecorder events,
        SimulationClock clock, ILogger<StatefulSetController> logger)
        : base(clock, logger)
    {
        (_owners, _writer, _deleter, _revisions, _events) = (owners, writer, deleter, revisions, events);
        _sets = kinds.Get("apps", "v1", "statefulsets");
        _pods = kinds.Get("", "v1", "pods");
        _sets.Store.OnChange(change => Queue.Add(change.Object.Key));
        _pods.Store.OnChange(change =>
        {
            if (OwnerReference.Controller(change.Object, "StatefulSet") is { } owner)
            {
                Queue.Add(owner);
            }
        });
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_sets.Store.Get(key) is not { IsDeleting: false } set)
        {
            return;
        }

        var spec = set.Json.Obj("spec");
        var isParallel = spec.Str("podManagementPolicy") == "Parallel";
        var desired = (int)(spec.Int("replicas") ?? 1);
        var revision = _revisions.Current(_sets, set).Key.Name;
        var pods = _owners.Owned(_pods, set.Uid).ToDictionary(Ordinal);
        var isSettled = Fill(set, pods, desired, isParallel, revision);
        foreach (var extra in pods.Values.Where(p => !p.IsDeleting && Ordinal(p) >= desired).OrderByDescending(Ordinal).Take(isParallel ? int.MaxValue : 1))
        {
            Delete(set, extra);
        }

        if (isSettled && spec.Obj("updateStrategy").Str("type") != "OnDelete")
        {
            Roll(set, pods, revision);
        }

        WriteStatus(set, revision);
    }

    // True when every pod is there and ready: only then may the next one be replaced.
    private bool Fill(StoredObject set, Dictionary<int, StoredObject> pods, int desired, bool isParallel, string revision)
    {
        var isSettled = true;
        for (var i = 0; i < desired; i++)
        {
            if (!pods.TryGetValue(i, out var pod))
            {
                Create(set, i, revision);
            }

            var isReady = pod is { IsDeleting: false } && pod.IsReady();
            isSettled &= isReady;
            if (!isParallel && !isReady)
            {
                break;
            }
        }

        return isSettled;
    }

    private void Roll(StoredObject set, Dictionary<int, StoredObject> pods, string revision)
    {
        var partition = set.Json.Obj("spec").Obj("updateStrategy").Obj("rollingUpdate").Int("partition") ?? 0;
        var outdated = pods.Where(p => p.Key >= partition && Revisions.Of(p.Value) != revision && !p.Value.IsDeleting).ToArray();
        if (outdated.Length > 0)
        {
            Delete(set, outdated.MaxBy(p => p.Key).Value);
        }
    }

    private void Delete(StoredObject set, StoredObject pod)
    {
        _deleter.Delete(_pods, pod.Key, DeleteOptions.Default);
        _events.Normal(_sets, set, Component, "SuccessfulDelete", $"delete Pod {pod.Key.Name} in StatefulSet {set.Key.Name} successful");
    }

    private void Create(StoredObject set, int ordinal, string revision)
    {
        var pod = PodTemplate.Instantiate(set, OwnerReference.To(_sets, set));
        var metadata = pod.Ensure("metadata");
        metadata["name"] = $"{set.Key.Name}-{ordinal}";
        var labels = metadata.Ensure("labels");
        labels["statefulset.kubernetes.io/pod-name"] = $"{set.Key.Name}-{ordinal}";
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString();
        labels[Revisions.HashLabel] = revision;
        _writer.Create(_pods, set.Key.Namespace, pod, WriteOptions.Controllers);
        _events.Normal(_sets, set, Component, "SuccessfulCreate", $"create Pod {set.Key.Name}-{ordinal} in StatefulSet {set.Key.Name} successful");
    }

    private void WriteStatus(StoredObject set, string revision)
    {
        var pods = _owners.Owned(_pods, set.Uid).Where(p => p.IsActive()).ToList();
        var updated = pods.Count(p => Revisions.Of(p) == revision);
        var before = set.Json.Obj("status").Str("currentRevision") ?? revision;
        var desired = set.Json.Obj("spec").Int("replicas") ?? 1;
        var ready = pods.Count(p => p.IsReady());
        // The roll is over when every pod is of the new revision and ready; then it is the current one.
        var current = updated == desired && ready == desired && pods.Count == desired ? revision : before;
        _revisions.Prune(set, pods.Select(Revisions.Of).OfType<string>().Append(revision).Append(current).ToHashSet());
        _writer.Update(_sets, set.Key, "status", WriteOptions.Controllers, json =>
        {
            json["status"] = new JsonObject
            {
                ["observedGeneration"] = set.Metadata.Int("generation"),
                ["replicas"] = pods.Count,
                ["currentReplicas"] = pods.Count(p => Revisions.Of(p) == current),
                ["updatedReplicas"] = updated,
                ["readyReplicas"] = ready,
                ["availableReplicas"] = ready,
                ["currentRevision"] = current,
                ["updateRevision"] = revision,
                ["collisionCount"] = 0,
            };
            return json;
        });
    }

    private static int Ordinal(StoredObject pod) =>
        int.TryParse(pod.Key.Name[(pod.Key.Name.LastIndexOf('-') + 1)..], out var ordinal) ? ordinal : 0;
}
