namespace Headroom.Forecasting.Skill;

/// <summary>All that a <see cref="SkillTracker"/> has seen, to be kept over a restart.</summary>
/// <param name="Bins">Twentieth of each observation in the window.</param>
/// <param name="Seen">Observations scored in all.</param>
/// <param name="Crps">Decayed sum.</param>
/// <param name="Reference">Decayed sum of the reference's.</param>
public sealed record SkillState(byte[] Bins, int Seen, double Crps, double Reference);
