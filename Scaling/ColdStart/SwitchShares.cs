namespace Headroom.Scaling.ColdStart;

/// <summary>
/// Where a client goes that leaves its service: a mixture of what it used before, what followed this service for
/// others, and what is popular; its weights are learned from every switch (online expectation–maximisation).
/// </summary>
internal sealed class SwitchShares(IReadOnlyList<ServiceMemory> services, Popularity popularity)
{
    // What popularity, and for pairs the row of the service alone, counts as in a row of transitions.
    private const double LifetimePrior = 5;
    private const double RecentPrior = 2;
    private const double PairPrior = 3;

    private readonly Dictionary<(int Before, int Here), TransitionRow> _pairs = [];
    private readonly PartWeights _weights = new();
    private readonly double[] _shares = new double[PartWeights.Parts];
    private double[] _lifetimeLoad = [];
    private double[] _recentLoad = [];

    /// <summary>A client left for another service; its own memory does not know yet.</summary>
    public void Learn(Client client, int service, double time)
    {
        Fill(client, service, time);
        _weights.Learn(Stage(client), _shares);
        services[client.Here].Lifetime.Add(service);
        services[client.Here].Recent.Add(service);
        if (client.Before >= 0)
        {
            var key = (client.Before, client.Here);
            (_pairs.TryGetValue(key, out var row) ? row : _pairs[key] = new TransitionRow(1)).Add(service);
        }

        popularity.Switch(service, time);
    }

    /// <summary>Adds to every service the rate at which clients switch to it.</summary>
    /// <param name="here">Clients and how soon they switch.</param>
    /// <param name="time">Now.</param>
    /// <param name="perSecond">One value per service.</param>
    public void Spread(IReadOnlyList<ClientWatch> here, double time, Span<double> perSecond)
    {
        Array.Resize(ref _lifetimeLoad, services.Count);
        Array.Resize(ref _recentLoad, services.Count);
        Array.Clear(_lifetimeLoad);
        Array.Clear(_recentLoad);
        var (anywhere, trending, newcomers, uniform) = (0.0, 0.0, 0.0, 0.0);
        foreach (var watch in here)
        {
            var weights = _weights.Of(Stage(watch.Client));
            SpreadOwn(watch, weights, perSecond);
            _recentLoad[watch.Client.Here] += watch.SwitchRate * weights[(int)SwitchPart.Recent];
            anywhere += watch.SwitchRate * weights[(int)SwitchPart.Popular];
            trending += watch.SwitchRate * weights[(int)SwitchPart.Trending];
            newcomers += watch.SwitchRate * weights[(int)SwitchPart.Newcomers];
            uniform += watch.SwitchRate * weights[(int)SwitchPart.Uniform];
        }

        for (var s = 0; s < services.Count; s++)
        {
            anywhere += SpreadRow(services[s].Lifetime, _lifetimeLoad[s], LifetimePrior, perSecond);
            anywhere += SpreadRow(services[s].Recent, _recentLoad[s], RecentPrior, perSecond);
        }

        for (var s = 0; s < services.Count; s++)
        {
            var share = popularity.Share(s, time);
            perSecond[s] += anywhere * share + trending * popularity.Trend(s, time, share) + newcomers * popularity.Newcomers(s, time) + uniform / services.Count;
        }
    }

    // What depends on more than where the client is; what is left of it loads the rows of lifetime transitions.
    private void SpreadOwn(ClientWatch watch, ReadOnlySpan<double> weights, Span<double> perSecond)
    {
        var (client, rate) = (watch.Client, watch.SwitchRate);
        SpreadCounts(client.Services, client, rate * weights[(int)SwitchPart.Own], perSecond);
        SpreadCounts(client.Visited, client, rate * weights[(int)SwitchPart.Visit], perSecond);
        var (toHere, pair) = (rate * weights[(int)SwitchPart.Lifetime], rate * weights[(int)SwitchPart.Pair]);
        if (client.Before >= 0 && _pairs.TryGetValue((client.Before, client.Here), out var row))
        {
            row.Spread(pair / (row.Total + PairPrior), perSecond, client.Here);
            pair *= PairPrior / (row.Total + PairPrior);
        }

        toHere += pair;
        var (followers, others) = (rate * weights[(int)SwitchPart.VisitFollowers], client.Visited.Count - 1);
        foreach (var visited in client.Visited.Keys)
        {
            _lifetimeLoad[visited] += visited != client.Here ? followers / others : 0;
        }

        _lifetimeLoad[client.Here] += toHere + (others > 0 ? 0 : followers);
    }

    private static void SpreadCounts(Dictionary<int, int> counts, Client client, double rate, Span<double> perSecond)
    {
        var elsewhere = Elsewhere(counts, client);
        foreach (var (service, count) in counts)
        {
            perSecond[service] += service != client.Here && elsewhere > 0 ? rate * count / elsewhere : 0;
        }
    }

    // Returns what popularity stands in for.
    private static double SpreadRow(TransitionRow row, double load, double prior, Span<double> perSecond)
    {
        if (load <= 0)
        {
            return 0;
        }

        row.Spread(load / (row.Total + prior), perSecond);
        return load * prior / (row.Total + prior);
    }

    private void Fill(Client client, int service, double time)
    {
        var share = popularity.Share(service, time);
        var lifetime = FromLifetime(client.Here, service, share);
        var recent = services[client.Here].Recent;
        _shares[(int)SwitchPart.Own] = OfCounts(client.Services, client, service);
        _shares[(int)SwitchPart.Visit] = OfCounts(client.Visited, client, service);
        _shares[(int)SwitchPart.Lifetime] = lifetime;
        _shares[(int)SwitchPart.Recent] = (recent.Count(service) + RecentPrior * share) / (recent.Total + RecentPrior);
        _shares[(int)SwitchPart.Pair] = client.Before >= 0 && _pairs.TryGetValue((client.Before, client.Here), out var row)
            ? (row.Count(service) + PairPrior * lifetime) / (row.Total + PairPrior)
            : lifetime;
        _shares[(int)SwitchPart.VisitFollowers] = client.Visited.Count > 1
            ? client.Visited.Keys.Where(v => v != client.Here).Average(v => FromLifetime(v, service, share))
            : lifetime;
        _shares[(int)SwitchPart.Popular] = share;
        _shares[(int)SwitchPart.Trending] = popularity.Trend(service, time, share);
        _shares[(int)SwitchPart.Newcomers] = popularity.Newcomers(service, time);
        _shares[(int)SwitchPart.Uniform] = 1.0 / services.Count;
    }

    private double FromLifetime(int from, int service, double share) =>
        (services[from].Lifetime.Count(service) + LifetimePrior * share) / (services[from].Lifetime.Total + LifetimePrior);

    private static double OfCounts(Dictionary<int, int> counts, Client client, int service)
    {
        var elsewhere = Elsewhere(counts, client);
        return elsewhere > 0 ? counts.GetValueOrDefault(service) / (double)elsewhere : 0;
    }

    private static int Elsewhere(Dictionary<int, int> counts, Client client)
    {
        var all = 0;
        foreach (var count in counts.Values)
        {
            all += count;
        }

        return all - counts.GetValueOrDefault(client.Here);
    }

    // One that has tried few services goes elsewhere than one that compares many.
    private static int Stage(Client client) => client.Visited.Count switch { <= 1 => 0, <= 3 => 1, _ => 2 };
}
