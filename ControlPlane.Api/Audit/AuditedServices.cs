using System.Globalization;
using Headroom.ControlPlane.Api.Serverless;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Every change of a service's replicas goes on the audit's record as well.</summary>
internal sealed class AuditedServices(ServerlessJournal journal, AuditTrail trail) : IServerlessJournal
{
    public void Append(ColdStart start) => journal.Append(start);

    public void Append(ServiceDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        journal.Append(decision);
        trail.Record(
            AuditTrail.Controllers,
            decision switch { { From: 0, To: > 0 } => "ServiceWoken", { To: 0 } => "ServiceStopped", _ => "ServiceScaled" },
            "ServerlessService", decision.Namespace, decision.Service,
            string.Create(CultureInfo.InvariantCulture, $"{decision.From} → {decision.To} replicas, {decision.Reason}: {decision.Message}"));
    }
}
