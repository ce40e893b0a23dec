namespace Headroom.Forecasting.Panels.Members;

/// <summary>What a training row says about a new one.</summary>
internal enum ForestReading
{
    /// <summary>The level it had.</summary>
    Level,

    /// <summary>The difference from its base, in multiples of its scale.</summary>
    Difference,

    /// <summary>Which of the tracked levels it moved to, and how far from it it landed.</summary>
    State,
}
