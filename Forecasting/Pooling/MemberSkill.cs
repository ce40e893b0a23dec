namespace Headroom.Forecasting.Pooling;

/// <summary>How one member did on the validation stretch.</summary>
/// <param name="Name">The member.</param>
/// <param name="Weight">Its share of the pool, [0, 1].</param>
/// <param name="ValidationCrps">Mean CRPS over steps ahead, demand's unit.</param>
public sealed record MemberSkill(string Name, double Weight, double ValidationCrps);
