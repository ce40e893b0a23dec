using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Turns Deployments into ReplicaSets and rolls from one template to the next.</summary>
internal sealed class DeploymentController : Controller
{
    private const string Component = "deployment-controller";
    private const string HashLabel = "pod-template-hash";
    private const string Revision = "deployment.kubernetes.io/revision";
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1); // conditions carry whole seconds

    private readonly ResourceKind _deployments;
    private readonly ResourceKind _sets;
    private readonly OwnerIndex _owners;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;

    public DeploymentController(
        KindRegistry kinds, OwnerIndex owners, ObjectWriter writer, ObjectDeleter deleter, EventRecorder events,
        SimulationClock clock, ILogger<DeploymentController> logger)
        : base(clock, logger)
    {
        (_owners, _writer, _deleter, _events, _clock) = (owners, writer, deleter, events, clock);
        _deployments = kinds.Get("apps", "v1", "deployments");
        _sets = kinds.Get("apps", "v1", "replicasets");
        _deployments.Store.OnChange(change => Queue.Add(change.Object.Key));
        _sets.Store.OnChange(change =>
        {
            if (OwnerReference.Controller(change.Object, "Deployment") is { } owner)
            {
                Queue.Add(owner);
            }
        });
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (_deployments.Store.Get(key) is not { IsDeleting: false } deployment)
        {
            return;
        }

        var spec = deployment.Json.Obj("spec");
        StoredObject[] sets = [.. _owners.Owned(_sets, deployment.Uid).OrderBy(s => s.Key.Name, StringComparer.Ordinal)];
        var hash = ObjectNames.FromHash(PodTemplate.Hash(spec.Obj("template")));
        var current = sets.FirstOrDefault(s => s.Json.Labels().Str(HashLabel) == hash);
        if (spec.Bool("paused") is not true)
        {
            current = Current(deployment, sets, current, hash);
            Roll(deployment, current, [.. sets.Where(s => s.Key != current.Key)]);
            Prune(deployment, [.. sets.Where(s => s.Key != current.Key)]);
        }
        else if (current is not null)
        {
            Scale(deployment, current, spec.Int("replicas") ?? 1);
        }

        WriteStatus(deployment, current);
    }

    private StoredObject Current(StoredObject deployment, StoredObject[] sets, StoredObject? current, string hash)
    {
        var newest = sets.Select(RevisionOf).DefaultIfEmpty(0).Max();
        if (current is not null)
        {
            return sets.Length == 1 || RevisionOf(current) == newest ? current : SetRevision(deployment, current, newest + 1);
        }

        SetDeploymentRevision(deployment, newest + 1);
        return Adopted(deployment, hash) ?? _writer.Create(
            _sets, deployment.Key.Namespace, NewSet(deployment, hash, newest + 1), WriteOptions.Controllers);
    }

    // A set of this template that lost its Deployment, as deletion with --cascade=orphan leaves it, gets a new one.
    private StoredObject? Adopted(StoredObject deployment, string hash)
    {
        var key = new ObjectKey(deployment.Key.Namespace, $"{deployment.Key.Name}-{hash}");
        if (_sets.Store.Get(key) is not { IsDeleting: false } set || set.Json.ControllerReference() is not null)
        {
            return null;
        }

        return _writer.Update(_sets, key, "", WriteOptions.Controllers, json =>
        {
            var owners = json.Obj("metadata").Arr("ownerReferences") ?? [];
            json.Ensure("metadata")["ownerReferences"] = new JsonArray([.. owners.Objects().Select(o => o.Copy()), OwnerReference.To(_deployments, deployment)]);
            return json;
        });
    }

    private JsonObject NewSet(StoredObject deployment, string hash, long revision)
    {
        var spec = deployment.Json.Obj("spec");
        var template = (spec.Obj("template") ?? []).Copy();
        template.Ensure("metadata").Ensure("labels")[HashLabel] = hash;
        var selector = (spec.Obj("selector") ?? []).Copy();
        selector.Ensure("matchLabels")[HashLabel] = hash;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Key.Name}-{hash}",
                ["labels"] = template.Obj("metadata").Obj("labels")!.Copy(), // made above
                ["annotations"] = new JsonObject { [Revision] = revision.ToString() },
                ["ownerReferences"] = new JsonArray(OwnerReference.To(_deployments, deployment)),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = 0,
                ["minReadySeconds"] = spec.Int("minReadySeconds"),
                ["selector"] = selector,
                ["template"] = template,
            },
        };
    }

    private void Roll(StoredObject deployment, StoredObject current, IReadOnlyList<StoredObject> old)
    {
        var spec = deployment.Json.Obj("spec");
        var desired = spec.Int("replicas") ?? 1;
        var oldTotal = old.Sum(Replicas);
        if (spec.Obj("strategy").Str("type") == "Recreate")
        {
            foreach (var set in old)
            {
                Scale(deployment, set, 0);
            }

            if (old.Sum(s => Status(s, "replicas")) == 0)
            {
                Scale(deployment, current, desired);
            }

            return;
        }

        var (surge, unavailable) = Rollout.Bounds(spec, desired);
        var size = Rollout.ScaleUp(desired, Replicas(current), Replicas(current) + oldTotal, surge);
        Scale(deployment, current, size);
        if (oldTotal > 0)
        {
            ScaleDownOld(deployment, current, size, old, desired, unavailable);
        }
    }

    // Pods that are not available anyway go first, and cost no availability.
    private void ScaleDownOld(
        StoredObject deployment, StoredObject current, long size, IReadOnlyList<StoredObject> old, long desired, long unavailable)
    {
        var currentUnavailable = Math.Max(0, size - Status(current, "availableReplicas"));
        var budget = Rollout.ScaleDown(desired, unavailable, size + old.Sum(Replicas), currentUnavailable);
        var available = Status(current, "availableReplicas") + old.Sum(s => Status(s, "availableReplicas"));
        var healthyBudget = Math.Max(0, available - (desired - unavailable));
        foreach (var set in old.OrderBy(RevisionOf).ThenBy(s => s.Key.Name, StringComparer.Ordinal))
        {
            var replicas = Replicas(set);
            var unhealthy = Math.Min(Math.Max(0, replicas - Status(set, "availableReplicas")), budget);
            var healthy = Math.Min(Math.Min(replicas - unhealthy, budget - unhealthy), healthyBudget);
            budget -= unhealthy + healthy;
            healthyBudget -= healthy;
            Scale(deployment, set, replicas - unhealthy - healthy);
        }
    }

    private void Scale(StoredObject deployment, StoredObject set, long replicas)
    {
        var before = Replicas(set);
        if (before == replicas)
        {
            return;
        }

        _writer.Update(_sets, set.Key, "", WriteOptions.Controllers, json =>
        {
            json.Ensure("spec")["replicas"] = replicas;
            return json;
        });
        var verb = replicas > before ? "up" : "down";
        _events.Normal(
            _deployments, deployment, Component, "ScalingReplicaSet", $"Scaled {verb} replica set {set.Key.Name} from {before} to {replicas}");
    }

    private void Prune(StoredObject deployment, IReadOnlyList<StoredObject> old)
    {
        var keep = (int)(deployment.Json.Obj("spec").Int("revisionHistoryLimit") ?? 10);
        var empty = old.Where(s => Replicas(s) == 0 && Status(s, "replicas") == 0 && !s.IsDeleting).OrderByDescending(RevisionOf);
        foreach (var set in empty.Skip(keep))
        {
            _deleter.Delete(_sets, set.Key, DeleteOptions.Default);
        }
    }

    private void WriteStatus(StoredObject deployment, StoredObject? current)
    {
        var sets = _owners.Owned(_sets, deployment.Uid);
        var fresh = current is null ? null : _sets.Store.Get(current.Key);
        var deadline = TimeSpan.FromSeconds(deployment.Json.Obj("spec").Int("progressDeadlineSeconds") ?? 600);
        var written = _writer.Update(_deployments, deployment.Key, "status", WriteOptions.Controllers, json =>
        {
            json["status"] = DeploymentStatus.Compute(deployment, fresh, sets, _clock.Shorten(deadline), _clock.Now);
            return json;
        });
        if (written.Json.Condition("Progressing").Str("reason") == DeploymentStatus.Rolling)
        {
            Queue.AddAfter(deployment.Key, deadline + OneSecond, Stopping);
        }
    }

    private StoredObject SetRevision(StoredObject deployment, StoredObject set, long revision)
    {
        SetDeploymentRevision(deployment, revision);
        return _writer.Update(_sets, set.Key, "", WriteOptions.Controllers, json =>
        {
            json.Ensure("metadata").Ensure("annotations")[Revision] = revision.ToString();
            return json;
        });
    }

    private void SetDeploymentRevision(StoredObject deployment, long revision) =>
        _writer.Update(_deployments, deployment.Key, "status", WriteOptions.Controllers, json =>
        {
            json.Ensure("metadata").Ensure("annotations")[Revision] = revision.ToString();
            return json;
        });

    private static long RevisionOf(StoredObject set) => long.TryParse(set.Json.Annotation(Revision), out var revision) ? revision : 0;

    private static long Replicas(StoredObject set) => set.Json.Obj("spec").Int("replicas") ?? 0;

    private static long Status(StoredObject set, string name) => set.Json.Obj("status").Int(name) ?? 0;
}
