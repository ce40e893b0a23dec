namespace Headroom.Operators.Power.Records;

/// <summary>What is known of feeds and their nodes now, for the API and the portal.</summary>
public interface IPowerQueries
{
    /// <returns>Each domain behind the one that feeds it; siblings by name.</returns>
    IReadOnlyList<PowerDomainSummary> Domains();

    /// <returns>Nodes of the domain and of those below it, by name; empty for one that does not exist.</returns>
    Task<IReadOnlyList<PowerNodeSummary>> NodesAsync(string domain, CancellationToken ct);
}
