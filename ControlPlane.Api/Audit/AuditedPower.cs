using Headroom.Operators.Power.Records;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>What changed on feeds.</summary>
internal sealed class AuditedPower(AuditTrail trail) : IPowerJournal
{
    public const string Kind = "PowerDomain";

    public void Append(PowerEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        trail.Record(AuditTrail.Controllers, entry.Kind, Kind, "", entry.Domain, entry.Message, entry.IsApplied);
    }
}
