namespace Headroom.Scaling.Behavior;

/// <summary>Which of several step policies counts.</summary>
public enum PolicySelection
{
    /// <summary>The one that allows the largest change.</summary>
    Max,

    /// <summary>The one that allows the smallest change.</summary>
    Min,

    /// <summary>No change in this direction.</summary>
    Disabled,
}
