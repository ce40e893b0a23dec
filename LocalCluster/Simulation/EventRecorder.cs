using System.Text.Json.Nodes;
using Headroom.Kubernetes.Events;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using ObjectKey = Headroom.LocalCluster.Objects.ObjectKey;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Writes the events of the simulated components; a repeated event counts up, bursts are combined, old events go.</summary>
internal sealed class EventRecorder(KindRegistry kinds, TimeProvider time)
{
    private const int MaxEvents = 20_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Uid, string Reason, string Message), ObjectKey> _known = [];
    private readonly Queue<((string, string, string) Id, ObjectKey Key, DateTimeOffset Time)> _ages = new();
    private readonly EventBursts _bursts = new(time);
    private readonly Lock _gate = new();
    private long _sequence;

    public void Normal(ResourceKind kind, StoredObject about, string component, string reason, string message) =>
        Record(kind, about, component, "Normal", reason, message);

    public void Warning(ResourceKind kind, StoredObject about, string component, string reason, string message) =>
        Record(kind, about, component, "Warning", reason, message);

    private void Record(ResourceKind kind, StoredObject about, string component, string type, string reason, string message)
    {
        var events = kinds.Get("", "v1", "events");
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Expire(events, now);
            var fate = _bursts.Judge(
                new EventSubject(component, about.Key.Namespace, kind.Kind, about.Key.Name, about.Uid), type, reason, message);
            if (fate == EventFate.Dropped)
            {
                return;
            }

            var id = (about.Uid, reason, fate == EventFate.Combined ? EventBursts.CombinedPrefix : message);
            message = fate == EventFate.Combined ? EventBursts.CombinedPrefix + message : message;
            if (_known.TryGetValue(id, out var key) && events.Store.Get(key) is { } known)
            {
                var repeated = known.ToMutable();
                repeated["count"] = (repeated.Int("count") ?? 1) + 1;
                repeated["lastTimestamp"] = KubeTime.Seconds(now);
                repeated["message"] = message;
                events.Store.TryReplace(known, repeated);
                return;
            }

            var scope = about.Key.Namespace.Length > 0 ? about.Key.Namespace : "default";
            key = new ObjectKey(scope, $"{about.Key.Name}.{now.ToUnixTimeMilliseconds():x}{++_sequence:x6}");
            _known[id] = key;
            _ages.Enqueue((id, key, now));
            events.Store.TryCreate(key, Event(kind, about, component, type, reason, message, key, KubeTime.Seconds(now)));
        }
    }

    private void Expire(ResourceKind events, DateTimeOffset now)
    {
        while (_ages.TryPeek(out var oldest) && (_ages.Count > MaxEvents || now - oldest.Time > Lifetime))
        {
            _ages.Dequeue();
            _known.Remove(oldest.Id);
            if (events.Store.Get(oldest.Key) is { } expired)
            {
                events.Store.TryDelete(expired);
            }
        }
    }

    private static JsonObject Event(
        ResourceKind kind, StoredObject about, string component, string type, string reason, string message, ObjectKey key, string now) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject
        {
            ["name"] = key.Name, ["namespace"] = key.Namespace, ["uid"] = Guid.NewGuid().ToString(), ["creationTimestamp"] = now,
        },
        ["involvedObject"] = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["name"] = about.Key.Name,
            ["namespace"] = about.Key.Namespace.Length > 0 ? about.Key.Namespace : null,
            ["uid"] = about.Uid,
            ["resourceVersion"] = about.Metadata.Str("resourceVersion"),
        },
        ["reason"] = reason,
        ["message"] = message,
        ["source"] = new JsonObject { ["component"] = component },
        ["reportingComponent"] = component,
        ["reportingInstance"] = "",
        ["firstTimestamp"] = now,
        ["lastTimestamp"] = now,
        ["count"] = 1,
        ["type"] = type,
    };
}
