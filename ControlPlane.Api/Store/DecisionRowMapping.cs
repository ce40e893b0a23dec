using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Store.Schema;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Store;

internal static class DecisionRowMapping
{
    public static DecisionRow ToRow(RecordedDecision recorded, int autoscalerId)
    {
        var d = recorded.Decision;
        return new DecisionRow
        {
            Id = recorded.Id,
            AutoscalerId = autoscalerId,
            Time = d.Time,
            Mode = (short)d.Mode,
            Applied = d.Applied,
            Current = d.Current,
            Ready = d.Ready,
            Desired = d.Desired,
            Demand = DecisionMapping.Finite(d.Demand),
            PredictedMean = DecisionMapping.Finite(d.PredictedMean),
            PredictedUpper = DecisionMapping.Finite(d.PredictedUpper),
            CapacityPerReplica = DecisionMapping.Finite(d.CapacityPerReplica),
            BudgetRemaining = DecisionMapping.Finite(d.BudgetRemaining),
            HorizonSeconds = (float)d.Horizon.TotalSeconds,
            Reason = WithoutNul(d.Reason),
            Message = WithoutNul(d.Message),
            Candidates = CandidateCodec.Pack(d.Candidates),
            Rivals = RivalCodec.Pack(d.Rivals),
        };
    }

    public static RecordedDecision ToRecorded(DecisionRow row, AutoscalerKey key, string uid) => new(
        row.Id,
        new ScalingDecision
        {
            Key = key,
            Uid = uid,
            Time = row.Time,
            Mode = (ActingMode)row.Mode,
            Applied = row.Applied,
            Current = row.Current,
            Ready = row.Ready,
            Desired = row.Desired,
            Reason = row.Reason,
            Message = row.Message,
            Demand = row.Demand,
            PredictedMean = row.PredictedMean,
            PredictedUpper = row.PredictedUpper,
            CapacityPerReplica = row.CapacityPerReplica,
            BudgetRemaining = row.BudgetRemaining,
            Horizon = TimeSpan.FromSeconds(row.HorizonSeconds),
            Candidates = CandidateCodec.Unpack(row.Candidates),
            Rivals = RivalCodec.Unpack(row.Rivals),
        });

    // PostgreSQL's text cannot hold it, and one such message would fail its whole batch.
    private static string WithoutNul(string text) => text.Replace('\0', ' ');
}
