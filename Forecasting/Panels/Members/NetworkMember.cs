using System.Numerics.Tensors;
using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Panels.Members;

/// <summary>Networks with a mixture head for one indicator, trained on the relative differences of several panels at once.</summary>
public sealed class NetworkMember : IChannelMember
{
    private readonly FeatureScaler _scaler;
    private readonly MixtureNetwork[] _networks;

    private NetworkMember(FeatureScaler scaler, MixtureNetwork[] networks)
    {
        _scaler = scaler;
        _networks = networks;
    }

    public string Name => "MixtureNetwork";

    /// <param name="tables">The same indicator of every panel, and its row from which nothing is looked at.</param>
    /// <param name="options">Width and length of the training.</param>
    /// <param name="random">Source of starting values and of the order of rows.</param>
    /// <returns>Behind a hurdle where the indicator is intermittent in every panel.</returns>
    public static IChannelMember Fit(IReadOnlyList<(ChannelTable Table, int To)> tables, NetworkOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(options);
        const int from = ChannelTable.FirstRow;
        return tables.All(t => t.Table.Active is not null)
            ? new HurdleMember(Fit([.. tables.Select(t => t.Table.Active!.Value.Table.Select(HurdleMember.Moving(t.Table, from, t.To)))], options, random))
            : Fit([.. tables.Select(t => t.Table.Select([.. Enumerable.Range(from, t.To - from)]))], options, random);
    }

    private static NetworkMember Fit(IReadOnlyList<(float[] Features, float[] Relative)> panels, NetworkOptions options, Random random)
    {
        float[] features = [.. panels.SelectMany(p => p.Features)], targets = [.. panels.SelectMany(p => p.Relative)];
        var width = features.Length / targets.Length;
        var scaler = new FeatureScaler(features, width);
        for (var r = 0; r < targets.Length; r++)
        {
            scaler.Scale(features.AsSpan(r * width, width), features.AsSpan(r * width, width));
        }

        var networks = new MixtureNetwork[options.Seeds];
        for (var s = 0; s < networks.Length; s++)
        {
            networks[s] = MixtureNetwork.Fit(features, targets, options, random);
        }

        return new NetworkMember(scaler, networks);
    }

    public void Predict(ChannelTable table, int row, Span<float> points)
    {
        const int each = MixtureNetwork.Components;
        Span<float> features = stackalloc float[table.Width];
        _scaler.Scale(table.Features(row), features);
        var total = each * _networks.Length;
        Span<float> weights = stackalloc float[total], means = stackalloc float[total], sigmas = stackalloc float[total];
        for (var n = 0; n < _networks.Length; n++)
        {
            _networks[n].Predict(features, weights.Slice(n * each, each), means.Slice(n * each, each), sigmas.Slice(n * each, each));
        }

        TensorPrimitives.Divide(weights, _networks.Length, weights);
        MixtureQuantiles.Fill(weights, means, sigmas, points);
        TensorPrimitives.Multiply(points, table.Scale[row], points);
        TensorPrimitives.Add(points, table.Base[row], points);
    }
}
