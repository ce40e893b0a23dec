namespace Headroom.Placement.Fragmentation;

/// <summary>Chooses where a pod goes. One object serves one cluster: it keeps what it worked out about its states.</summary>
public interface IPlacementPolicy
{
    /// <param name="pod">Valid.</param>
    /// <returns>Null when the pod fits nowhere; never when it fits somewhere.</returns>
    Spot? Choose(in PodShape pod);
}
