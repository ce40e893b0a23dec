using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Journal;

public sealed class DecisionJournalTests
{
    [Fact]
    public void Append_ToAFullInbox_DropsTheOldestAndCountsIt()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var instruments = new JournalInstruments(services.GetRequiredService<IMeterFactory>());
        long dropped = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "headroom_journal_dropped_total" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => dropped += value);
        listener.Start();
        var journal = new DecisionJournal(new RollupAccumulator(instruments), instruments);

        foreach (int desired in Enumerable.Range(0, DecisionJournal.Capacity + 3))
        {
            journal.Append(Sample.Decision(desired));
        }

        Assert.Equal(3, dropped);
        Assert.True(journal.Inbox.TryRead(out var oldest));
        Assert.Equal(3, oldest.Desired);
    }

    [Fact]
    public void Apply_ManyCandidates_KeepsThoseAroundTheDecision()
    {
        var decision = Sample.Decision(desired: 50) with
        {
            Candidates = [.. Enumerable.Range(0, 100).Select(static n => new Operators.Decisions.CandidateRecord(n, 1, 1, 0, 0, 0))],
        };

        var kept = CandidateLimit.Apply(decision).Candidates;

        Assert.Equal(Enumerable.Range(34, CandidateLimit.Kept), kept.Select(static c => c.Replicas));
    }
}
