using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>The statuses that a kubelet reports while a pod starts.</summary>
internal static class PodStatus
{
    public static readonly string[] ReadinessTypes = ["Ready", "ContainersReady"];

    public static void Creating(JsonObject pod, string hostIp, string now)
    {
        var status = pod.Ensure("status");
        status["phase"] = "Pending";
        status["hostIP"] = hostIp;
        status["startTime"] = now;
        Conditions.Set(status, "PodReadyToStartContainers", "True", null, null, now);
        Conditions.Set(status, "Initialized", "True", null, null, now);
        var names = string.Join(" ", pod.Obj("spec").Arr("containers").Objects().Select(c => c.Str("name")));
        foreach (var type in ReadinessTypes)
        {
            Conditions.Set(status, type, "False", "ContainersNotReady", $"containers with unready status: [{names}]", now);
        }

        status["containerStatuses"] = Containers(pod, isRunning: false, isReady: false, 0, now);
    }

    public static void Running(JsonObject pod, string podIp, string now)
    {
        Started(pod, podIp, 0, now);
        Loaded(pod, now);
    }

    /// <summary>The containers run and are not ready yet.</summary>
    public static void Started(JsonObject pod, string podIp, int restarts, string now)
    {
        var status = pod.Ensure("status");
        status["phase"] = "Running";
        status["podIP"] = podIp;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = podIp });
        SetReady(status, "False", "ContainersNotReady", now);
        status["containerStatuses"] = Containers(pod, isRunning: true, isReady: false, restarts, now);
    }

    public static void Loaded(JsonObject pod, string now)
    {
        var status = pod.Ensure("status");
        foreach (var container in status.Arr("containerStatuses").Objects())
        {
            container["ready"] = true;
            container["started"] = true;
        }

        foreach (var type in ReadinessTypes)
        {
            Conditions.Set(status, type, "True", null, null, now);
        }
    }

    /// <summary>The containers have ended by themselves and are to be started again.</summary>
    public static void Crashed(JsonObject pod, int exitCode, string now)
    {
        var status = pod.Ensure("status");
        SetReady(status, "False", "ContainersNotReady", now);
        foreach (var container in status.Arr("containerStatuses").Objects())
        {
            container["ready"] = false;
            container["started"] = false;
            container["lastState"] = new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = exitCode, ["reason"] = exitCode == 0 ? "Completed" : "Error", ["finishedAt"] = now } };
            container["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff" } };
        }
    }

    public static void Ended(JsonObject pod, int exitCode, string now)
    {
        var status = pod.Ensure("status");
        var reason = exitCode == 0 ? "Completed" : "Error";
        status["phase"] = exitCode == 0 ? "Succeeded" : "Failed";
        foreach (var type in ReadinessTypes)
        {
            Conditions.Set(status, type, "False", exitCode == 0 ? "PodCompleted" : "PodFailed", null, now);
        }

        foreach (var container in status.Arr("containerStatuses").Objects())
        {
            var started = container.Obj("state").Obj("running").Str("startedAt") ?? now;
            container["ready"] = false;
            container["started"] = false;
            container["state"] = new JsonObject
            {
                ["terminated"] = new JsonObject
                {
                    ["exitCode"] = exitCode, ["reason"] = reason, ["startedAt"] = started, ["finishedAt"] = now,
                },
            };
        }
    }

    private static void SetReady(JsonObject status, string value, string reason, string now)
    {
        foreach (var type in ReadinessTypes)
        {
            Conditions.Set(status, type, value, reason, null, now);
        }
    }

    private static JsonArray Containers(JsonObject pod, bool isRunning, bool isReady, int restarts, string now) =>
    [
        .. pod.Obj("spec").Arr("containers").Objects().Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Str("name"),
            ["image"] = c.Str("image"),
            ["imageID"] = "",
            ["ready"] = isReady,
            ["started"] = isReady,
            ["restartCount"] = restarts,
            ["state"] = isRunning
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } }
                : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ContainerCreating" } },
        }),
    ];
}
