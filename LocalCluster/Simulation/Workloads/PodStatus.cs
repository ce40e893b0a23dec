using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>The statuses that a kubelet reports while a pod starts.</summary>
internal static class PodStatus
{
    public static void Creating(JsonObject pod, string hostIp, string now)
    {
        var status = pod.Ensure("status");
        status["phase"] = "Pending";
        status["hostIP"] = hostIp;
        status["startTime"] = now;
        Conditions.Set(status, "PodReadyToStartContainers", "True", null, null, now);
        Conditions.Set(status, "Initialized", "True", null, null, now);
        var names = string.Join(" ", pod.Obj("spec").Arr("containers").Objects().Select(c => c.Str("name")));
        foreach (var type in new[] { "Ready", "ContainersReady" })
        {
            Conditions.Set(status, type, "False", "ContainersNotReady", $"containers with unready status: [{names}]", now);
        }

        status["containerStatuses"] = Containers(pod, isRunning: false, now);
    }

    public static void Running(JsonObject pod, string podIp, string now)
    {
        var status = pod.Ensure("status");
        status["phase"] = "Running";
        status["podIP"] = podIp;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = podIp });
        Conditions.Set(status, "Ready", "True", null, null, now);
        Conditions.Set(status, "ContainersReady", "True", null, null, now);
        status["containerStatuses"] = Containers(pod, isRunning: true, now);
    }

    public static void Ended(JsonObject pod, int exitCode, string now)
    {
        var status = pod.Ensure("status");
        var reason = exitCode == 0 ? "Completed" : "Error";
        status["phase"] = exitCode == 0 ? "Succeeded" : "Failed";
        foreach (var type in new[] { "Ready", "ContainersReady" })
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

    private static JsonArray Containers(JsonObject pod, bool isRunning, string now) =>
    [
        .. pod.Obj("spec").Arr("containers").Objects().Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Str("name"),
            ["image"] = c.Str("image"),
            ["imageID"] = "",
            ["ready"] = isRunning,
            ["started"] = isRunning,
            ["restartCount"] = 0,
            ["state"] = isRunning
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } }
                : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ContainerCreating" } },
        }),
    ];
}
