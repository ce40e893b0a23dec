namespace Headroom.ControlPlane.Api.Allowances;

internal static class AllowanceExtensions
{
    /// <summary>What is streamed is registered with the agents' telemetry, or by the controllers before.</summary>
    public static IServiceCollection AddAllowances(this IServiceCollection services) => services.AddSingleton<AllowanceStream>();
}
