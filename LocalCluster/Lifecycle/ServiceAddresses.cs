using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Hands each Service a cluster address that nothing listens on.</summary>
internal sealed class ServiceAddresses
{
    private int _last = 1;

    public void Assign(ResourceKind kind, JsonObject json)
    {
        if (kind is not { Kind: "Service", Group: "" } || json.Obj("spec") is not { } spec || spec.Str("type") == "ExternalName")
        {
            return;
        }

        if (string.IsNullOrEmpty(spec.Str("clusterIP")))
        {
            var number = Interlocked.Increment(ref _last);
            spec["clusterIP"] = $"10.96.{(number >> 8) & 255}.{number & 255}";
        }

        spec.Default("clusterIPs", new JsonArray(spec["clusterIP"]!.DeepClone())); // set just above
    }
}
