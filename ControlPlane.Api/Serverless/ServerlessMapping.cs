using Headroom.ControlPlane.Api.Autoscalers;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>From the controllers' records to the wire's items.</summary>
internal static class ServerlessMapping
{
    public static ServerlessServiceItem ToItem(this ServerlessSummary s) => new(
        s.Namespace, s.Name, s.Url, s.Policy, s.KeepAlive, s.Min, s.Max, s.Replicas, s.Ready, s.Queued, s.InFlight, s.ColdStarts, s.Reason, s.Message, s.IsPaused,
        [.. s.Conditions.Select(static c => new ConditionItem(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime))]);

    public static ColdStartItem ToItem(this ColdStart s)
    {
        var parts = new List<ColdStartPart>();
        var offset = 0.0;
        foreach (var (name, seconds) in new (string, double?)[]
        {
            ("decision", s.DecisionSeconds), ("scheduling", s.SchedulingSeconds), ("image-pull", s.ImagePullSeconds),
            ("container-start", s.ContainerStartSeconds), ("loading", s.LoadingSeconds), ("first-byte", s.FirstByteSeconds),
        })
        {
            if (seconds is { } known)
            {
                parts.Add(new ColdStartPart(name, Milli(offset), Milli(known)));
                offset += known;
            }
        }

        return new ColdStartItem(s.Pod, s.Began, s.Cause, s.IsFromZero, s.WasAwaited, Milli(s.TotalSeconds), parts);
    }

    public static ServiceDecisionItem ToItem(this ServiceDecision d) => new(d.Time, d.From, d.To, d.Reason, d.Message);

    // Finer than any of it is known.
    private static double Milli(double seconds) => Math.Round(seconds, 3);
}
