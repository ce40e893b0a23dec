using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Hands each Service a cluster address that nothing listens on.</summary>
internal sealed class ServiceAddresses
{
    private const int Network = 96;

    private readonly Lock _gate = new();
    private int _last;

    public void Assign(ResourceKind kind, JsonObject json)
    {
        if (kind is not { Kind: "Service", Group: "" } || json.Obj("spec") is not { } spec || spec.Str("type") == "ExternalName")
        {
            return;
        }

        if (string.IsNullOrEmpty(spec.Str("clusterIP")))
        {
            spec["clusterIP"] = SimulatedAddress.Of(Network, Next(kind));
        }

        spec.Default("clusterIPs", new JsonArray(spec["clusterIP"]!.DeepClone())); // set just above
    }

    private int Next(ResourceKind services)
    {
        lock (_gate)
        {
            if (_last == 0)
            {
                _last = Math.Max(1, SimulatedAddress.Highest(Network, services.Store.List(null).Items.Select(s => s.Json.Obj("spec").Str("clusterIP"))));
            }

            return ++_last;
        }
    }
}
