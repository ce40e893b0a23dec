namespace Headroom.Bench;

/// <param name="Root">The checkout.</param>
/// <param name="Data">Folder of the data sets, as given; null for the default.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="IsQuick">A short run on generated data.</param>
/// <param name="IsRehearsal">Without the part of every series that the test is made on: what choices are made by.</param>
/// <param name="Weeks">Length of the runs that confirm, where a benchmark has such.</param>
/// <param name="HasNetworks">Whether HARMONY is among the members of forecast-suite.</param>
/// <param name="Nodes">Where a benchmark has a fleet; null for its own.</param>
/// <param name="Only">Policies that are run, with commas between; null for all.</param>
internal sealed record BenchOptions(
    string Root, string? Data, int Seed, bool IsQuick, bool IsRehearsal = false, double Weeks = 6, bool HasNetworks = false, int? Nodes = null,
    string? Only = null);
