using Headroom.Kubernetes.Selectors;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.SpecReading;

namespace Headroom.Operators.Power.Settings;

/// <summary>Checks a PowerDomain's spec and parses it; every broken rule is reported.</summary>
internal static class PowerSettingsParser
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(2);

    // Expiry, apply and settle must end within the feed's ride-through.
    private static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(10);

    /// <returns>The settings, or null and why.</returns>
    public static (PowerSettings? Settings, IReadOnlyList<SpecError> Errors) Parse(PowerDomainSpec spec)
    {
        var reader = new SpecReader();
        var source = reader.Enum<MeasurementSource>("spec.measurement.source", spec.Measurement.Source);
        if (source == MeasurementSource.Prometheus && spec.Measurement.Prometheus is not { ServerAddress.Length: > 0, Query.Length: > 0 })
        {
            reader.Refuse("spec.measurement.prometheus", "nothing", "a serverAddress and a query, since the source is Prometheus");
        }

        var settings = new PowerSettings
        {
            Budget = reader.Watts("spec.budget", spec.Budget, allowsZero: false),
            Parent = string.IsNullOrEmpty(spec.Parent) ? null : spec.Parent,
            Nodes = Selector(reader, spec.NodeSelector),
            Mode = reader.Enum<ActingMode>("spec.mode", spec.Mode),
            Policy = reader.Enum<PowerPolicyKind>("spec.policy", spec.Policy),
            Risk = reader.Number("spec.risk", spec.Risk, 1e-9, 0.1),
            Source = source,
            Prometheus = spec.Measurement.Prometheus,
            Redfish = spec.Measurement.Redfish,
            RedfishAddresses = Addresses(reader, source, spec.Measurement.Redfish),
            MaxAge = reader.Duration("spec.measurement.maxAge", spec.Measurement.MaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            HostMax = reader.Watts("spec.measurement.hostMaxWatts", spec.Measurement.HostMaxWatts, allowsZero: true),
            UnmanagedNode = reader.Watts("spec.measurement.unmanagedNodeWatts", spec.Measurement.UnmanagedNodeWatts, allowsZero: true),
            LossFactor = 1 / (1 - reader.Number("spec.measurement.lossPercent", spec.Measurement.LossPercent, 0, 50) / 100),
            Levels = Levels(reader, spec.Priorities),
            Gateways = reader.Between("spec.gateways", spec.Gateways, 1, 1000),
            Lease = reader.Duration("spec.lease.duration", spec.Lease.Duration, ShortestLease, LongestLease),
            ToleratedDeadAgents = reader.Between("spec.lease.toleratedDeadAgents", spec.Lease.ToleratedDeadAgents, 0, 64),
        };
        return (reader.Errors.Count == 0 ? settings : null, reader.Errors);
    }

    private static List<Uri> Addresses(SpecReader reader, MeasurementSource source, RedfishSpec? redfish)
    {
        const string Field = "spec.measurement.redfish";
        var addresses = new List<Uri>();
        if (source != MeasurementSource.Redfish)
        {
            return addresses;
        }

        if (redfish is not { Addresses.Count: > 0, SecretName.Length: > 0 })
        {
            reader.Refuse(Field, "nothing", "addresses and a secretName, since the source is Redfish");
        }

        var texts = redfish?.Addresses ?? [];
        for (var i = 0; i < texts.Count; i++)
        {
            // In plain text the password would be on the wire; the same meter twice would count twice.
            var isUsable = Uri.TryCreate(texts[i], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
                && address.AbsolutePath.StartsWith("/redfish/v1/", StringComparison.Ordinal) && !addresses.Contains(address);
            if (isUsable)
            {
                addresses.Add(address!); // parsed
            }
            else
            {
                reader.Refuse($"{Field}.addresses[{i}]", $"'{texts[i]}'", "an https URL under /redfish/v1/, each once, for example https://10.0.7.1/redfish/v1/Chassis/1");
            }
        }

        return addresses;
    }

    private static LabelRequirements? Selector(SpecReader reader, LabelSelector? selector)
    {
        if (selector is null || (selector.MatchLabels is not { Count: > 0 } && selector.MatchExpressions is not { Count: > 0 }))
        {
            // An empty selector would take the whole cluster onto one breaker: that is never meant.
            return null;
        }

        try
        {
            return selector.ToRequirements();
        }
        catch (FormatException e)
        {
            reader.Refuse("spec.nodeSelector", $"'{selector.MatchExpressions?.Count ?? 0} expressions'", e.Message);
            return null;
        }
    }

    private static PriorityLevels Levels(SpecReader reader, IReadOnlyList<PriorityLevelSpec> priorities)
    {
        for (var i = 0; i < priorities.Count; i++)
        {
            reader.Between($"spec.priorities[{i}].level", priorities[i].Level, 0, 15);
            if (priorities.Take(i).Any(p => p.MinPriority == priorities[i].MinPriority))
            {
                reader.Refuse($"spec.priorities[{i}].minPriority", $"{priorities[i].MinPriority}", "each priority once");
            }
        }

        return priorities.Count == 0 ? PriorityLevels.Default : new PriorityLevels(priorities.Select(static p => (p.MinPriority, p.Level)));
    }
}
