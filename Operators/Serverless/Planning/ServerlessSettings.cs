using System.Text.Json.Nodes;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.SpecReading;

namespace Headroom.Operators.Serverless.Planning;

/// <summary>A ServerlessService's spec, checked.</summary>
internal sealed record ServerlessSettings(
    JsonObject Template, int Min, int Max, double TargetPerReplica, TimeSpan Window, KeepAlivePolicy Policy, TimeSpan KeepAlive)
{
    // What a replica is planned for: below its limit, so that a request seldom waits for the next one.
    private const double ShareOfLimit = 0.7;
    private const double WithoutLimit = 100;

    /// <returns>Null where the spec cannot be used.</returns>
    public static ServerlessSettings? Read(ServerlessSpec spec, out IReadOnlyList<SpecError> errors)
    {
        var reader = new SpecReader();
        if (spec.Template?["spec"]?["containers"] is not JsonArray { Count: > 0 })
        {
            reader.Refuse("spec.template.spec.containers", "nothing", "at least one container");
        }

        if (spec.Route.Host.Length == 0)
        {
            reader.Refuse("spec.route.host", "nothing", "a host name");
        }

        var min = reader.Between("spec.scale.min", spec.Scale.Min, 0, int.MaxValue);
        var max = reader.Between("spec.scale.max", spec.Scale.Max, Math.Max(1, min), int.MaxValue);
        var target = spec.Concurrency.Target ?? (spec.Concurrency.PerReplica > 0 ? ShareOfLimit * spec.Concurrency.PerReplica : WithoutLimit);
        var window = reader.Duration("spec.scale.window", spec.Scale.Window, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        var policy = reader.Enum<KeepAlivePolicy>("spec.scale.policy", spec.Scale.Policy);
        var keepAlive = reader.Duration("spec.scale.keepAlive", spec.Scale.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        errors = reader.Errors;
        return errors.Count > 0 ? null : new ServerlessSettings(spec.Template!, min, max, Math.Max(target, 1e-3), window, policy, keepAlive); // refused above without one
    }
}

/// <summary>Who decides how long the last replica stays without requests.</summary>
internal enum KeepAlivePolicy
{
    /// <summary>The same time for all gaps.</summary>
    Fixed,

    /// <summary>The service's own gaps in a histogram.</summary>
    HybridHistogram,

    /// <summary>The requests that are expected, by gaps of this service and others, timers and what it follows, against the price of idling.</summary>
    Expected,
}
