using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>How many active and ready pods every owner has, kept current inside the pod store's own writes.</summary>
/// <remarks>A ReplicaSet looks at each change of each of its pods: counting them anew would cost their square.</remarks>
internal sealed class PodTally
{
    private readonly Dictionary<string, (int Active, int Ready)> _owners = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public PodTally(KindRegistry kinds) => kinds.Get("", "v1", "pods").Store.OnChange(Update);

    public (int Active, int Ready) Of(string ownerUid)
    {
        lock (_gate)
        {
            return _owners.GetValueOrDefault(ownerUid);
        }
    }

    private void Update(Change change)
    {
        lock (_gate)
        {
            if (change.Previous is { } previous)
            {
                AddLocked(previous, -1);
            }

            if (change.Type != ChangeType.Deleted)
            {
                AddLocked(change.Object, 1);
            }
        }
    }

    private void AddLocked(StoredObject pod, int sign)
    {
        if (pod.Json.ControllerReference().Str("uid") is not { } owner || !pod.IsActive())
        {
            return;
        }

        var (active, ready) = _owners.GetValueOrDefault(owner);
        (active, ready) = (active + sign, ready + (pod.IsReady() ? sign : 0));
        if (active == 0)
        {
            _owners.Remove(owner);
        }
        else
        {
            _owners[owner] = (active, ready);
        }
    }
}
