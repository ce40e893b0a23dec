namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>Reads the addresses: <c>--urls</c> or <c>Http:Urls</c>, <c>Metrics:Url</c>, <c>Probes:Url</c>, <c>Agents:Url</c>, <c>Scheduler:Url</c>.</summary>
internal static class ListenPlan
{
    // The ports controllers conventionally have for metrics and probes; the main one is the next.
    private const string DefaultMain = "http://*:8082";
    private const string DefaultMetrics = "http://*:8080";
    private const string DefaultProbes = "http://*:8081";

    /// <summary>Addresses in the order main, metrics, probes, agents, scheduler; those with the same port become one.</summary>
    /// <exception cref="StartupException">An address cannot be read, or another has the scheduler's port.</exception>
    public static IReadOnlyList<ListenAddress> Read(IConfiguration configuration)
    {
        var wanted = Parse("urls", configuration["urls"] ?? configuration["Http:Urls"] ?? DefaultMain, Surface.Main)
            .Concat(Parse("Metrics:Url", configuration["Metrics:Url"] ?? DefaultMetrics, Surface.Metrics))
            .Concat(Parse("Probes:Url", configuration["Probes:Url"] ?? DefaultProbes, Surface.Probes))
            .Concat(Parse("Agents:Url", configuration["Agents:Url"] ?? "", Surface.Agents)) // none unless agents are deployed
            .Concat(Parse("Scheduler:Url", configuration["Scheduler:Url"] ?? "", Surface.Scheduler)); // nor unless a scheduler is
        var plan = new List<ListenAddress>();
        foreach (var address in wanted)
        {
            int same = address.Binding.Port == 0 ? -1 : plan.FindIndex(a => a.Binding.Port == address.Binding.Port && Overlap(a, address));
            if (same < 0)
            {
                plan.Add(address);
            }
            else if (address.Surface == Surface.Scheduler)
            {
                throw new StartupException($"Scheduler:Url: {address.Binding} has the port of {plan[same].Binding}; it asks for other certificates and needs a port of its own");
            }
            else
            {
                plan[same] = plan[same] with { Surface = plan[same].Surface | address.Surface };
            }
        }

        return plan;
    }

    // Two loopback addresses may share a port and differ; a surface joins another's socket otherwise.
    private static bool Overlap(ListenAddress a, ListenAddress b) =>
        a.Surface != b.Surface || string.Equals(a.Binding.Host, b.Binding.Host, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ListenAddress> Parse(string key, string urls, Surface surface)
    {
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress binding;
            try
            {
                binding = BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                throw new StartupException($"{key}: {url} is not an address such as http://127.0.0.1:8082");
            }

            yield return new ListenAddress(binding, surface);
        }
    }
}
