namespace Headroom.Forecasting.Members;

/// <summary>Which members a pool is fitted from.</summary>
public enum MemberSet
{
    /// <summary>Naive members and a ridge: tens of milliseconds to fit, a few kilobytes to keep. For fleets of thousands.</summary>
    Cheap,

    /// <summary>Also level × shape and a quantile forest: a tenth of a second to fit, some hundred kilobytes to keep.</summary>
    Full,

    /// <summary>Also HARMONY: seconds of processor time to fit. For chosen services.</summary>
    Harmony,
}
