using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Patching;

/// <summary>Which lists of the built-in kinds merge by key, and by which; all others are replaced whole.</summary>
/// <remarks>From the patchMergeKey tags of k8s.io/api. The member's name decides, except for ports.</remarks>
internal static class ListKeys
{
    private static readonly Dictionary<string, string> ByMember = new(StringComparer.Ordinal)
    {
        ["containers"] = "name", ["initContainers"] = "name", ["ephemeralContainers"] = "name", ["env"] = "name",
        ["volumes"] = "name", ["volumeMounts"] = "mountPath", ["volumeDevices"] = "devicePath",
        ["imagePullSecrets"] = "name", ["hostAliases"] = "ip", ["topologySpreadConstraints"] = "topologyKey",
        ["resourceClaims"] = "name", ["schedulingGates"] = "name", ["conditions"] = "type", ["ownerReferences"] = "uid",
        ["secrets"] = "name", ["addresses"] = "type", ["podIPs"] = "ip",
    };

    /// <summary>The key that the list's items merge by; null when the list is replaced.</summary>
    public static string? For(string member, JsonArray? first, JsonArray? second)
    {
        if (member == "ports")
        {
            var sample = first.Objects().Concat(second.Objects()).FirstOrDefault();
            return sample is null ? null : sample.ContainsKey("containerPort") ? "containerPort" : sample.ContainsKey("port") ? "port" : null;
        }

        return ByMember.GetValueOrDefault(member);
    }

    /// <summary>Lists of scalars that merge as sets.</summary>
    public static bool IsSet(string member) => member is "finalizers";
}
