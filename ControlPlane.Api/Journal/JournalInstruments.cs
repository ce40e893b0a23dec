using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Metrics;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>What the journal counts.</summary>
internal sealed class JournalInstruments
{
    private readonly Counter<long> _recorded;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _stored;

    public JournalInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(HeadroomMeter.Name);
        _recorded = meter.CreateCounter<long>("headroom_journal_decisions_total", description: "Decisions recorded and published.");
        _dropped = meter.CreateCounter<long>("headroom_journal_dropped_total", description: "Records dropped because a buffer was full.");
        _stored = meter.CreateCounter<long>("headroom_journal_stored_total", description: "Decisions written to the database.");
        foreach (string buffer in (ReadOnlySpan<string>)["inbox", "backlog", "rollups", "audit"])
        {
            Dropped(buffer, 0); // A series that appears only with the first loss cannot be alerted on.
        }
    }

    public void Recorded(int decisions) => _recorded.Add(decisions);

    public void Stored(int decisions) => _stored.Add(decisions);

    /// <param name="buffer">inbox, backlog, rollups or audit.</param>
    /// <param name="records">How many were lost.</param>
    public void Dropped(string buffer, int records) => _dropped.Add(records, new KeyValuePair<string, object?>("buffer", buffer));
}
