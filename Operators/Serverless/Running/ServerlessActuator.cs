using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Events;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.Planning;
using Headroom.Operators.Serverless.Records;

namespace Headroom.Operators.Serverless.Running;

/// <summary>Writes what was decided: the objects when the spec is new, else the scale alone; then says so.</summary>
internal sealed class ServerlessActuator(KubernetesClient client, LeaderElector elector, EventRecorder events, IServerlessJournal journal)
{
    private static readonly ResourceType<UnstructuredObject> ServiceType =
        UnstructuredObject.Of(new ResourceType("", "v1", "services", "Service", IsNamespaced: true));

    private readonly KubernetesClient _leader = client.Under(elector);

    public async Task ApplyAsync(ServerlessView view, ServerlessPlan plan, Deployment? deployment, ServiceMemory memory, CancellationToken ct)
    {
        var service = view.Object;
        if (plan.Replicas is { } replicas && view is { IsPaused: false, IsFrozen: false, Settings: { } settings })
        {
            var before = deployment?.Spec?.Replicas ?? 0;
            if (deployment is null || memory.AppliedGeneration != service.Metadata.Generation)
            {
                await _leader.ApplyAsync(Deployment.Type, service.Key, ServerlessManifests.Deployment(service, settings.Template, replicas), null, ct);
                await _leader.ApplyAsync(ServiceType, service.Key, ServerlessManifests.Service(service), null, ct);
                memory.AppliedGeneration = service.Metadata.Generation;
            }
            else if (replicas != deployment.Spec?.Replicas)
            {
                await WriteScaleAsync(deployment, replicas, ct);
            }

            if (replicas != before)
            {
                Say(view, plan, memory, before, replicas);
            }
        }

        if (plan.WritesStatus)
        {
            var patch = JsonSerializer.SerializeToUtf8Bytes(
                new ServerlessStatusPatch(plan.Status with { ColdStarts = memory.ColdStarts }), ServerlessStatusJson.Default.ServerlessStatusPatch);
            await _leader.MergePatchAsync(ServerlessService.Type, service.Key, patch, "status", ct);
        }
    }

    private void Say(ServerlessView view, ServerlessPlan plan, ServiceMemory memory, int before, int replicas)
    {
        var (service, reason, message) = (view.Object, plan.Status.Reason ?? "", plan.Status.Message ?? "");
        if (replicas > before)
        {
            memory.Raised(reason, view.Now);
            memory.ColdStarts += before == 0 ? 1 : 0;
        }

        var what = (before, replicas) switch
        {
            (0, _) => reason == nameof(ReplicaReason.Expected) ? "StartedAhead" : "Woken",
            (_, 0) => "ScaledToZero",
            _ => replicas > before ? "ScaledOut" : "ScaledIn",
        };
        events.Normal(ObjectReference.To(service), what, "Scale", $"{before} → {replicas}: {message}");
        journal.Append(new ServiceDecision(service.Key.Namespace, service.Key.Name, service.Metadata.Uid ?? "", view.Now, before, replicas, reason, message));
    }

    private Task<Scale> WriteScaleAsync(Deployment deployment, int replicas, CancellationToken ct)
    {
        // With the version that was read: a decision on what is no more conflicts and is made again.
        var scale = new Scale
        {
            Metadata = new ObjectMeta { Name = deployment.Metadata.Name, Namespace = deployment.Metadata.Namespace, ResourceVersion = deployment.Metadata.ResourceVersion },
            Spec = new ScaleSpec { Replicas = replicas },
        };
        return _leader.ReplaceScaleAsync(Deployment.Type.Resource, deployment.Key, scale, ct);
    }
}
