using Headroom.Power.Domains;
using Headroom.Power.Policies;

namespace Headroom.Power.Planning;

/// <summary>Who is fed by what. Groups are numbered through all domains, in the order of their policies.</summary>
/// <param name="Policies">By domain of the tree; null where a domain has no servers of its own.</param>
/// <param name="GroupOfServer">Number of each server's group.</param>
/// <param name="GpusPerServer">GPUs lie one server after the other.</param>
public sealed record FleetLayout(
    DomainTree Tree, IReadOnlyList<IPowerPolicy?> Policies, IReadOnlyList<int> GroupOfServer, int GpusPerServer);
