using System.Threading.Channels;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>Takes decisions from reconciles without ever holding one up; <see cref="JournalWriter"/> does the rest.</summary>
internal sealed class DecisionJournal : IDecisionJournal
{
    /// <summary>Ten seconds at 1,000 decisions a second.</summary>
    public const int Capacity = 10_000;

    private readonly Channel<ScalingDecision> _inbox;
    private readonly RollupAccumulator _rollups;

    public DecisionJournal(RollupAccumulator rollups, JournalInstruments instruments)
    {
        _rollups = rollups;
        _inbox = Channel.CreateBounded<ScalingDecision>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => instruments.Dropped("inbox", 1));
    }

    public ChannelReader<ScalingDecision> Inbox => _inbox.Reader;

    public void Append(ScalingDecision decision)
    {
        _rollups.Count(decision);
        _inbox.Writer.TryWrite(decision);
    }

    public void Observe(in EvaluationSample sample) => _rollups.Add(sample);

    /// <summary>No more decisions come: what is in the inbox is the rest.</summary>
    public void Complete() => _inbox.Writer.TryComplete();
}
