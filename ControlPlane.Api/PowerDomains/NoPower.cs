using Headroom.Operators.Power.Records;

namespace Headroom.ControlPlane.Api.PowerDomains;

/// <summary>Stands in while no controller runs in this process: there are no feeds.</summary>
internal sealed class NoPower : IPowerQueries
{
    public IReadOnlyList<PowerDomainSummary> Domains() => [];

    public Task<IReadOnlyList<PowerNodeSummary>> NodesAsync(string domain, CancellationToken ct) => Task.FromResult<IReadOnlyList<PowerNodeSummary>>([]);
}
