using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Leases;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;
using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Operators.Autoscaling.Acting;

/// <summary>Writes a plan: the scale first, then status, events and the journal.</summary>
/// <remarks>Every write names the version that was decided on, and is sent only while this process leads.</remarks>
internal sealed class AutoscalerActuator(
    KubernetesClient client, LeaderElector elector, TargetReader targets, IDecisionEvents events, IDecisionJournal journal, AutoscalerRegistry registry)
{
    private readonly KubernetesClient _leader = client.Under(elector);

    public async Task ApplyAsync(AutoscalerView view, AutoscalerPlan plan, CancellationToken ct)
    {
        var item = view.Object;
        var memory = registry.Find(new AutoscalerKey(item.Metadata.Namespace ?? "", item.Metadata.Name ?? ""));
        if (plan.Scale is { } replicas && view.Target is TargetObservation.Found target)
        {
            await WriteScaleAsync(item, target, replicas, ct);
        }

        Record(view, plan, memory);
        foreach (var planned in plan.Events)
        {
            events.Emit(item, planned);
        }

        if (plan.WritesStatus)
        {
            var version = new StatusPatchVersion(item.Metadata.ResourceVersion);
            var patch = JsonSerializer.SerializeToUtf8Bytes(new StatusPatch(version, plan.Status), StatusPatchJson.Default.StatusPatch);
            await _leader.MergePatchAsync(PredictiveAutoscaler.Type, item.Key, patch, "status", ct);
            if (memory is not null)
            {
                memory.StatusWrittenAt = view.WallTime;
            }
        }
    }

    private async Task WriteScaleAsync(PredictiveAutoscaler item, TargetObservation.Found target, int replicas, CancellationToken ct)
    {
        var reference = item.Spec.ScaleTargetRef;
        var resource = await targets.ResolveAsync(reference, ct)
            ?? throw new System.Diagnostics.UnreachableException($"{reference.Kind} was read but cannot be resolved");
        var scale = new Scale
        {
            Metadata = new ObjectMeta { Name = reference.Name, Namespace = item.Metadata.Namespace, ResourceVersion = target.ResourceVersion },
            Spec = new ScaleSpec { Replicas = replicas },
        };
        await _leader.ReplaceScaleAsync(resource, new ObjectKey(item.Metadata.Namespace ?? "", reference.Name), scale, ct);
    }

    private void Record(AutoscalerView view, AutoscalerPlan plan, AutoscalerMemory? memory)
    {
        if (plan.Decision is not { } decision || memory is null)
        {
            return;
        }

        // After the write: a conflict above leaves no trace of a decision that never took effect.
        if (AutoscalerPlanner.IsChanged(memory.LastDecision, decision))
        {
            journal.Append(decision);
        }

        if (memory.LastSample is { } sample)
        {
            memory.LastSample = null;
            journal.Observe(sample with { Desired = decision.Desired });
            memory.Remember(new PastDecision(view.Time, new Replicas(plan.Wanted), new Replicas(decision.Desired)), decision.Ready);
        }

        memory.LastDecision = decision;
    }
}
