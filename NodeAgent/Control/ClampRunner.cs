using System.Diagnostics;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Control;

/// <summary>Does what the clamp commands and tells it the outcomes, until it wants nothing more. One thread.</summary>
internal sealed class ClampRunner(SafetyClamp clamp, IPowerActuator actuator, ISafeLimitStore store)
{
    private readonly Queue<ClampEvent> _events = new();

    public void Load(TimeSpan now) => Handle(now, store.Load());

    public void Handle(TimeSpan now, ClampEvent happened)
    {
        _events.Enqueue(happened);
        while (_events.TryDequeue(out var next))
        {
            foreach (var command in clamp.Handle(now, next))
            {
                _events.Enqueue(Run(command));
            }
        }
    }

    private ClampEvent Run(ClampCommand command) => command switch
    {
        ClampCommand.SetLimit set => actuator.TrySetLimit(set.Uuid, set.Milliwatts, out uint read)
            ? new ClampEvent.LimitRead(set.Uuid, read)
            : new ClampEvent.LimitRefused(set.Uuid),
        ClampCommand.LockClocks locked => actuator.TryLockClocks(locked.Uuid, locked.Clocks)
            ? new ClampEvent.ClocksSet(locked.Uuid, locked.Clocks)
            : new ClampEvent.ClocksRefused(locked.Uuid),
        ClampCommand.UnlockClocks unlocked => actuator.TryUnlockClocks(unlocked.Uuid)
            ? new ClampEvent.ClocksSet(unlocked.Uuid, Clocks: null)
            : new ClampEvent.ClocksRefused(unlocked.Uuid),
        ClampCommand.Keep keep => store.TryKeep(keep.Limits) ? new ClampEvent.Kept(keep.Limits) : new ClampEvent.KeepFailed(),
        _ => throw new UnreachableException(),
    };
}
