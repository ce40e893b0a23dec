namespace Headroom.Operators.Power.Api;

/// <summary>measurement.redfish: BMCs or power distribution units whose watts are added up.</summary>
public sealed record RedfishSpec
{
    /// <summary>
    /// https URLs of resources that tell watts, or of a Chassis that has one: …/Chassis/1, …/Chassis/1/Power,
    /// …/Chassis/1/EnvironmentMetrics, …/Chassis/1/Sensors/TotalPower, …/RackPDUs/1/Metrics.
    /// </summary>
    public IReadOnlyList<string> Addresses { get => field ?? []; set; }

    /// <summary>A Secret of the operator's namespace with username and password, and ca.crt: authorities, or the certificates themselves.</summary>
    public string SecretName { get; set; } = "";
}
