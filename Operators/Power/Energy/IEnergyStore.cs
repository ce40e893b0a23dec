namespace Headroom.Operators.Power.Energy;

/// <summary>Where energy is kept by hour.</summary>
public interface IEnergyStore
{
    /// <summary>Adds to what is kept of the same keys.</summary>
    /// <returns>False while there is no store: the caller keeps the amounts and tries again.</returns>
    Task<bool> AddAsync(IReadOnlyList<KeyValuePair<EnergyKey, long>> millijoules, CancellationToken ct);
}
