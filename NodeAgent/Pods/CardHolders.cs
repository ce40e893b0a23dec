using System.Globalization;
using Headroom.Contracts.Power;
using Headroom.NodeAgent.Energy;
using Headroom.NodeAgent.Gpus;

namespace Headroom.NodeAgent.Pods;

/// <summary>Finds the pods behind a card and what their shares weigh.</summary>
/// <remarks>
/// One pod has the whole card. Pods that share it by time are weighed by how busy their processes kept it, equally when
/// nobody can tell. MIG devices are weighed by their compute slices; slices without a pod keep their share.
/// </remarks>
internal static class CardHolders
{
    public static CardUse Of(IGpuCard card, ulong millijoules, IReadOnlyList<PodDevices> pods, Func<uint, PodName?> podOf)
    {
        var slices = card.Reading.MigSlices;
        if (slices.Count > 0)
        {
            return OfSlices(slices, millijoules, pods);
        }

        var holders = pods.Where(p => p.Devices.Any(d => IsCard(d, card.Reading))).Select(p => p.Pod).Distinct().ToList();
        var busy = new Dictionary<PodName, ulong>();
        foreach (var share in holders.Count > 1 ? card.Processes : [])
        {
            if (podOf(share.ProcessId) is { } pod)
            {
                busy[pod] = busy.GetValueOrDefault(pod) + share.Percent;
            }
        }

        bool isKnown = holders.Exists(h => busy.GetValueOrDefault(h) > 0);
        return new CardUse(millijoules, [.. holders.Select(h => (h, isKnown ? busy.GetValueOrDefault(h) : 1))], Unheld: 0);
    }

    private static CardUse OfSlices(IReadOnlyList<MigSlice> slices, ulong millijoules, IReadOnlyList<PodDevices> pods)
    {
        var weights = new SortedDictionary<PodName, ulong>(PodName.Order);
        ulong unheld = 0;
        foreach (var slice in slices)
        {
            if (pods.FirstOrDefault(p => p.Devices.Any(d => Unshared(d) == slice.Uuid)) is { } holder)
            {
                weights[holder.Pod] = weights.GetValueOrDefault(holder.Pod) + slice.ComputeSlices;
            }
            else
            {
                unheld += slice.ComputeSlices;
            }
        }

        return new CardUse(millijoules, [.. weights.Select(w => (w.Key, w.Value))], unheld);
    }

    // The plugins' names: GPU-<uuid>, GPU-<uuid>::<replica> when shared by time, nvidia<index> or nvidia<index>/vgpu<n>.
    private static bool IsCard(string device, in GpuReport card)
    {
        string name = Unshared(device);
        return name == card.Uuid
            || (name.StartsWith("nvidia", StringComparison.Ordinal)
                && name["nvidia".Length..].Split('/')[0] == card.Index.ToString(CultureInfo.InvariantCulture));
    }

    private static string Unshared(string device) => device.Split("::")[0];
}
