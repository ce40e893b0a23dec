using Headroom.Kubernetes.Events;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Planning;

namespace Headroom.Operators.Autoscaling.Acting;

/// <summary>Emits through the client's recorder, which aggregates and never waits.</summary>
internal sealed class RecordedDecisionEvents(EventRecorder recorder) : IDecisionEvents
{
    // The API server refuses longer notes.
    private const int LongestNote = 1024;

    public void Emit(PredictiveAutoscaler about, PlannedEvent planned)
    {
        var regarding = ObjectReference.To(about);
        var note = planned.Note.Length <= LongestNote ? planned.Note : planned.Note[..LongestNote];
        if (planned.IsWarning)
        {
            recorder.Warning(regarding, planned.Reason, planned.Action, note);
        }
        else
        {
            recorder.Normal(regarding, planned.Reason, planned.Action, note);
        }
    }
}
