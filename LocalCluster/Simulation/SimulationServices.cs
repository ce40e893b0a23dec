using Headroom.LocalCluster.Hosting;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Wires the simulated controllers.</summary>
internal static class SimulationServices
{
    public static void AddSimulation(this IServiceCollection services, LocalClusterOptions options)
    {
        services.AddSingleton(new SimulationClock(options.Time, options.Speed));
    }
}
