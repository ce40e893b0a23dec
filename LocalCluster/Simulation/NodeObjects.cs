using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Node objects as a kubelet with the NVIDIA device plugin would register them.</summary>
internal static class NodeObjects
{
    private const string Gpu = "nvidia.com/gpu";

    public static IEnumerable<JsonObject> From(IReadOnlyList<NodeGroup> groups, DateTimeOffset now)
    {
        var number = 0;
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Count; i++)
            {
                yield return Node(group, $"{group.Name}-{i}", ++number, KubeTime.Seconds(now));
            }
        }
    }

    private static JsonObject Node(NodeGroup group, string name, int number, string now)
    {
        var labels = new JsonObject
        {
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = "amd64",
            ["headroom.dev/simulated"] = "true",
        };
        if (group.Gpus > 0)
        {
            labels["nvidia.com/gpu.present"] = "true";
            labels["nvidia.com/gpu.count"] = group.Gpus.ToString();
            labels["nvidia.com/gpu.product"] = group.GpuProduct;
        }

        foreach (var (key, value) in group.Labels)
        {
            labels[key] = value;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["spec"] = new JsonObject
            {
                ["podCIDR"] = $"10.{64 + (number >> 8)}.{number & 255}.0/24",
                ["providerID"] = $"headroom-local://{name}",
                ["taints"] = group.Taints.Count == 0 ? null : new JsonArray([.. group.Taints.Select(t => (JsonNode)new JsonObject
                {
                    ["key"] = t.Key, ["value"] = t.Value, ["effect"] = t.Effect,
                })]),
            },
            ["status"] = Status(group, name, number, now),
        };
    }

    private static JsonObject Status(NodeGroup group, string name, int number, string now)
    {
        var capacity = new JsonObject
        {
            ["cpu"] = group.Cpu, ["memory"] = group.Memory, ["pods"] = group.Pods.ToString(), ["ephemeral-storage"] = "1Ti",
        };
        if (group.Gpus > 0)
        {
            capacity[Gpu] = group.Gpus.ToString();
        }

        return new JsonObject
        {
            ["capacity"] = capacity,
            ["allocatable"] = capacity.Copy(),
            ["conditions"] = new JsonArray(
                Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
                Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", now),
                Condition("PIDPressure", "False", "KubeletHasSufficientPID", now),
                Condition("Ready", "True", "KubeletReady", now)),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = $"172.30.{number >> 8}.{number & 255}" },
                new JsonObject { ["type"] = "Hostname", ["address"] = name }),
            ["nodeInfo"] = new JsonObject
            {
                ["kubeletVersion"] = Discovery.DiscoveryHandler.GitVersion,
                ["osImage"] = "simulated",
                ["kernelVersion"] = "simulated",
                ["containerRuntimeVersion"] = "simulated://1",
                ["architecture"] = "amd64",
                ["operatingSystem"] = "linux",
                ["machineID"] = name,
                ["systemUUID"] = name,
                ["bootID"] = name,
                ["kubeProxyVersion"] = "",
            },
        };
    }

    private static JsonObject Condition(string type, string status, string reason, string now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["reason"] = reason,
        ["message"] = "simulated",
        ["lastHeartbeatTime"] = now,
        ["lastTransitionTime"] = now,
    };
}
