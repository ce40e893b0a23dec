namespace Headroom.Placement.Fragmentation;

/// <summary>What a GPU of a model costs over one of a model that nobody insists on.</summary>
/// <remarks>λ_k = Σ_c D_c/(S_c + .02) over the sets c of models that pods insist on and that contain k: D_c is the share of
/// GPU demand that insists on c, S_c what is idle of c's models in parts of the cluster's GPU.</remarks>
internal sealed class ModelPrices
{
    // Two hundredths of the cluster: prices stay finite when the last GPU of a set is taken.
    private const double Cushion = 0.02;

    private readonly (ModelSet Models, double Demand)[] _sets;
    private readonly double[] _prices = new double[GpuModels.Limit];

    public ModelPrices(IReadOnlyCollection<PodShape> pods)
    {
        var demand = Math.Max(1, pods.Sum(p => (double)p.TotalGpuMilli));
        _sets = [.. pods.Where(p => p.GpuCount > 0 && !p.Models.IsAny).GroupBy(p => p.Models)
            .Select(g => (g.Key, g.Sum(p => (double)p.TotalGpuMilli) / demand))];
    }

    /// <summary>Parts of a GPU that one of this model costs more.</summary>
    public double this[int model] => _prices[model];

    /// <param name="idleShares">Idle GPU by model, in parts of the cluster's GPU.</param>
    public void Update(ReadOnlySpan<double> idleShares)
    {
        Array.Clear(_prices);
        foreach (var (models, demand) in _sets)
        {
            var supply = Cushion;
            for (var model = 0; model < GpuModels.Limit; model++)
            {
                supply += models.Contains(model) ? idleShares[model] : 0;
            }

            for (var model = 0; model < GpuModels.Limit; model++)
            {
                _prices[model] += models.Contains(model) ? demand / supply : 0;
            }
        }
    }
}
