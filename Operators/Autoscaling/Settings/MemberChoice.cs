namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>Which members an autoscaler's forecast is pooled from.</summary>
internal enum MemberChoice
{
    /// <summary>The full set while all models together fit into the memory set aside for them, else the cheap one.</summary>
    Auto,

    /// <summary>Naive members and a ridge.</summary>
    Cheap,

    /// <summary>Also level × shape and a quantile forest.</summary>
    Full,

    /// <summary>Also HARMONY, trained apart from the others' fits.</summary>
    Harmony,
}
