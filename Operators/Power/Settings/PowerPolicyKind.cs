namespace Headroom.Operators.Power.Settings;

/// <summary>Who decides the caps of a feed.</summary>
public enum PowerPolicyKind
{
    NoCap,
    OneThresholdLow,
    OneThresholdAll,
    PowerLimit,
    Polca,
    Predictive,
    PredictiveGate,
}
