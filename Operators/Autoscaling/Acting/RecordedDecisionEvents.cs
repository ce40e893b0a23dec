using Headroom.Kubernetes.Events;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Planning;

namespace Headroom.Operators.Autoscaling.Acting;

/// <summary>Emits through the client's recorder, which aggregates and never waits.</summary>
internal sealed class RecordedDecisionEvents(EventRecorder recorder) : IDecisionEvents
{
    // The API server refuses longer notes; it counts bytes of UTF-8.
    private const int LongestNote = 1024;

    public void Emit(PredictiveAutoscaler about, PlannedEvent planned)
    {
        var regarding = ObjectReference.To(about);
        var note = Shorten(planned.Note);
        if (planned.IsWarning)
        {
            recorder.Warning(regarding, planned.Reason, planned.Action, note);
        }
        else
        {
            recorder.Normal(regarding, planned.Reason, planned.Action, note);
        }
    }

    internal static string Shorten(string note)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(note) > LongestNote)
        {
            // A character is at most four bytes: cut what must go at least, again if that was not enough.
            var over = System.Text.Encoding.UTF8.GetByteCount(note) - LongestNote;
            var cut = note.Length - Math.Max(1, over / 4);
            note = note[..(char.IsHighSurrogate(note[cut - 1]) ? cut - 1 : cut)];
        }

        return note;
    }
}
