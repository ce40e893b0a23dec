using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Headroom.LocalCluster.Simulation.Workloads;

namespace Headroom.LocalCluster.Simulation.Autoscaling;

/// <summary>Scales the targets of HorizontalPodAutoscalers by the simulated CPU and memory of their pods, every 15 s.</summary>
internal sealed class AutoscalerController : Controller
{
    private const string Component = "horizontal-pod-autoscaler";
    private static readonly TimeSpan Sync = TimeSpan.FromSeconds(15);

    // Stands for the clock: all autoscalers are looked at again.
    private static ObjectKey All => default;

    private readonly KindRegistry _kinds;
    private readonly ResourceKind _autoscalers;
    private readonly ResourceKind _pods;
    private readonly ObjectWriter _writer;
    private readonly EventRecorder _events;
    private readonly SimulationClock _clock;
    private readonly Dictionary<string, ScalingHistory> _histories = new(StringComparer.Ordinal);

    public AutoscalerController(
        KindRegistry kinds, ObjectWriter writer, EventRecorder events, SimulationClock clock, ILogger<AutoscalerController> logger)
        : base(clock, logger)
    {
        (_kinds, _writer, _events, _clock) = (kinds, writer, events, clock);
        _autoscalers = kinds.Get("autoscaling", "v2", "horizontalpodautoscalers");
        _pods = kinds.Get("", "v1", "pods");
        Queue.Add(All);
    }

    protected override void Reconcile(ObjectKey key)
    {
        if (key == All)
        {
            var items = _autoscalers.Store.List(null).Items;
            foreach (var gone in _histories.Keys.Except(items.Select(i => i.Uid)).ToArray())
            {
                _histories.Remove(gone);
            }

            foreach (var item in items)
            {
                Queue.Add(item.Key);
            }

            Queue.AddAfter(All, Sync, Stopping);
        }
        else if (_autoscalers.Store.Get(key) is { IsDeleting: false } autoscaler)
        {
            Scale(autoscaler);
        }
    }

    private void Scale(StoredObject autoscaler)
    {
        var reference = autoscaler.Json.Obj("spec").Obj("scaleTargetRef");
        var kind = _kinds.FindKind(reference.Str("apiVersion") ?? "", reference.Str("kind") ?? "");
        var target = kind?.Store.Get(new ObjectKey(autoscaler.Key.Namespace, reference.Str("name") ?? ""));
        if (kind?.Scale is not { } paths || target is null)
        {
            var why = $"the HPA controller was unable to get the target's current scale: {reference.Str("kind")} \"{reference.Str("name")}\" not found";
            _events.Warning(_autoscalers, autoscaler, Component, "FailedGetScale", why);
            WriteStatus(autoscaler, status => Set(status, "AbleToScale", false, "FailedGetScale", why));
            return;
        }

        var current = paths.Replicas(target.Json);
        var decision = Decide(autoscaler, current, paths.SelectorOf(target.Json));
        if (decision.Desired != current)
        {
            _writer.Update(kind, target.Key, "scale", WriteOptions.Controllers, json =>
            {
                paths.SetReplicas(json, decision.Desired);
                return json;
            });
            _histories[autoscaler.Uid].Scaled(decision.Desired - current, _clock.Now);
            _events.Normal(_autoscalers, autoscaler, Component, "SuccessfulRescale", $"New size: {decision.Desired}; reason: {decision.Why}");
        }

        WriteStatus(autoscaler, status =>
        {
            status["currentReplicas"] = paths.StatusOf(target.Json);
            status["desiredReplicas"] = decision.Desired;
            decision.Describe(status, current, KubeTime.Seconds(_clock.Now));
        });
        if (decision.Failure is { } failure)
        {
            _events.Warning(_autoscalers, autoscaler, Component, "FailedGetResourceMetric", failure);
        }
    }

    private ScalingDecision Decide(StoredObject autoscaler, long current, LabelSelector? selector)
    {
        var spec = autoscaler.Json.Obj("spec");
        if (current == 0)
        {
            return ScalingDecision.Off;
        }

        var pods = _pods.Store.List(autoscaler.Key.Namespace).Items.Where(p => selector?.Matches(p.Json.Labels()) is true && p.IsActive()).ToArray();
        MetricProposal[] proposals = [.. spec.Arr("metrics").Objects().Select(m => ResourceMetric.Propose(m, pods, current))];
        if (!_histories.TryGetValue(autoscaler.Uid, out var history))
        {
            _histories[autoscaler.Uid] = history = new ScalingHistory(_clock.Shorten);
        }

        return ScalingDecision.Of(spec, proposals, current, history, _clock.Now);
    }

    private void WriteStatus(StoredObject autoscaler, Action<JsonObject> change) =>
        _writer.Update(_autoscalers, autoscaler.Key, "status", WriteOptions.Controllers, json =>
        {
            var status = json.Ensure("status");
            status["observedGeneration"] = autoscaler.Metadata.Int("generation");
            change(status);
            return json;
        });

    private void Set(JsonObject status, string type, bool value, string reason, string message) =>
        Conditions.Set(status, type, value ? "True" : "False", reason, message, KubeTime.Seconds(_clock.Now));
}
