using System.Diagnostics;
using Headroom.Operators.Text;

namespace Headroom.Operators.Serverless.Planning;

/// <summary>Says a reason with its numbers.</summary>
internal static class ReplicaMessage
{
    public static string Of(ReplicaReason reason, ServerlessView view) => reason switch
    {
        ReplicaReason.Demand => $"the requests of the window need {view.Needed} at {NumberText.Of(view.Settings?.TargetPerReplica ?? 0)} at a time each",
        ReplicaReason.Wanted => "requests wait and no replica is ready",
        ReplicaReason.Loading => $"{(view.Current ?? 0) - view.Ready} of {view.Current} still start: none is taken away before it has served",
        ReplicaReason.KeptAlive or ReplicaReason.Expected or ReplicaReason.Idle => view.KeptBecause,
        ReplicaReason.DemandUnknown => "no activator is heard, or not every one: nothing is taken away",
        ReplicaReason.Paused => "paused or frozen: nothing is changed",
        _ => throw new UnreachableException(),
    };
}
