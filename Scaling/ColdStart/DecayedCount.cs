namespace Headroom.Scaling.ColdStart;

/// <summary>Events, each counting e^(−age/τ): over τ it is a rate of the recent past.</summary>
/// <param name="seconds">τ, &gt; 0.</param>
internal struct DecayedCount(double seconds)
{
    private double _value;
    private double _at;

    /// <summary>τ, seconds.</summary>
    public readonly double Span => seconds;

    public void Add(double time)
    {
        _value = At(time) + 1;
        _at = time;
    }

    public readonly double At(double time) => _value * Math.Exp((_at - time) / seconds);

    /// <summary>Events per second as a posterior mean: what is known of another rate counts as much as some events.</summary>
    /// <param name="time">Now.</param>
    /// <param name="known">Seconds that events have been counted for.</param>
    /// <param name="prior">Events per second.</param>
    /// <param name="strength">Events that the prior is worth.</param>
    public readonly double Rate(double time, double known, double prior, double strength) =>
        (At(time) + strength) / (seconds * (1 - Math.Exp(-known / seconds)) + strength / prior);
}
