namespace Headroom.ControlPlane.Api.Energy;

/// <summary>Energy of the GPUs between two times.</summary>
/// <param name="From">First hour.</param>
/// <param name="To">First hour that is not counted.</param>
/// <param name="By">namespace, node, pod or hour.</param>
/// <param name="DollarsPerKilowattHour">Price that the dollars are at.</param>
/// <param name="Items">Largest first; hours in their order.</param>
internal sealed record EnergyPage(DateTimeOffset From, DateTimeOffset To, string By, double DollarsPerKilowattHour, IReadOnlyList<EnergyItem> Items);

/// <summary>One row.</summary>
/// <param name="Name">Empty for what GPUs drew without a pod.</param>
internal sealed record EnergyItem(string Name, double KilowattHours, double Joules, double Dollars);
