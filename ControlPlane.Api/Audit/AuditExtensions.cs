using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Audit;

internal static class AuditExtensions
{
    /// <summary>The journals as controllers see them: what is handed to them is recorded on the way.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditHistory>();
        services.AddSingleton<IDecisionJournal, AuditedDecisions>();
        services.AddSingleton<IServerlessJournal, AuditedServices>();
        services.AddSingleton<IPowerJournal, AuditedPower>();
        services.AddHostedService<AuditWriter>();
        return services;
    }
}
