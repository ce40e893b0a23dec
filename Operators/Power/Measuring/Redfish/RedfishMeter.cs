using System.Collections.Concurrent;
using System.Security.Cryptography;
using Headroom.Kubernetes;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Power.Settings;
using Headroom.Units;

namespace Headroom.Operators.Power.Measuring.Redfish;

/// <summary>A feed measured by BMCs or power units: the sum of all addresses, or nothing while one of them is stale.</summary>
internal sealed class RedfishMeter(ISecretReader secrets, string secretNamespace, TimeProvider wall) : IDisposable
{
    // Slower answers are taken with the next decision, while they are fresh.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private const int NamedFailures = 3;

    private readonly ConcurrentDictionary<string, Connected> _domains = new(StringComparer.Ordinal);

    /// <summary>Forgets every domain but these.</summary>
    public void Keep(IReadOnlySet<string> domains)
    {
        foreach (var gone in _domains.Keys.Where(d => !domains.Contains(d)))
        {
            Drop(gone);
        }
    }

    /// <param name="domain">Its name.</param>
    /// <param name="settings">Of a domain whose source is Redfish.</param>
    public async Task<FeedReading> ReadAsync(string domain, PowerSettings settings, CancellationToken ct)
    {
        var (login, why) = await LoginAsync(settings, ct);
        if (login is null)
        {
            return FeedReading.Failed(why);
        }

        Connected connected;
        try
        {
            connected = Connect(domain, login);
        }
        catch (CryptographicException)
        {
            return FeedReading.Failed($"ca.crt in Secret {secretNamespace}/{settings.Redfish!.SecretName} is no PEM certificate"); // read with it
        }

        var probes = settings.RedfishAddresses.Select(a => connected.Probes.GetOrAdd(a, static (address, wall) => new RedfishProbe(address, wall), wall)).ToList();
        var answers = Task.WhenAll(probes.Select(p => p.Ask(connected.Http, settings.MaxAge)));
        await Task.WhenAny(answers, Task.Delay(Patience, wall, ct));
        ct.ThrowIfCancellationRequested();
        return Sum([.. probes.Select(p => p.Read(settings.MaxAge))]);
    }

    public void Dispose()
    {
        foreach (var domain in _domains.Keys)
        {
            Drop(domain);
        }
    }

    private static FeedReading Sum(IReadOnlyList<FeedReading> readings)
    {
        var failures = readings.Select(static r => r.Failure).OfType<string>().ToList();
        if (failures.Count == 0)
        {
            return FeedReading.Of(readings.Aggregate(Watts.Zero, static (sum, r) => sum + (r.Draw ?? Watts.Zero)));
        }

        var more = failures.Count > NamedFailures ? $"; and {failures.Count - NamedFailures} more" : "";
        return FeedReading.Failed($"{failures.Count} of {readings.Count} addresses give nothing fresh: {string.Join("; ", failures.Take(NamedFailures))}{more}");
    }

    private Connected Connect(string domain, RedfishLogin login)
    {
        if (_domains.TryGetValue(domain, out var known) && known.Login == login)
        {
            return known;
        }

        Drop(domain);
        return _domains[domain] = new Connected(login, login.Connect(), new ConcurrentDictionary<Uri, RedfishProbe>());
    }

    private void Drop(string domain)
    {
        if (_domains.TryRemove(domain, out var connected))
        {
            connected.Http.Dispose();
        }
    }

    private async Task<(RedfishLogin? Login, string Why)> LoginAsync(PowerSettings settings, CancellationToken ct)
    {
        var spec = settings.Redfish!; // checked with the spec: the source is Redfish
        var secret = $"Secret {secretNamespace}/{spec.SecretName}";
        try
        {
            var user = await secrets.FindAsync(secretNamespace, spec.SecretName, "username", ct);
            var password = await secrets.FindAsync(secretNamespace, spec.SecretName, "password", ct);
            var authority = await secrets.FindAsync(secretNamespace, spec.SecretName, "ca.crt", ct);
            return user is null || password is null
                ? (null, $"{secret} with keys 'username' and 'password' does not exist")
                : (new RedfishLogin(user.Trim(), password.TrimEnd('\n', '\r'), authority), "");
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException)
        {
            return (null, $"{secret} cannot be read: {e.Message}");
        }
    }

    private sealed record Connected(RedfishLogin Login, HttpClient Http, ConcurrentDictionary<Uri, RedfishProbe> Probes);
}
