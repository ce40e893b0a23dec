namespace Headroom.Operators.Serverless.Demand;

/// <summary>The demand for one service over all activators, as of one reading.</summary>
/// <param name="Now">Requests forwarded or held.</param>
/// <param name="Mean">The same, averaged since the reading before.</param>
/// <param name="Arrivals">Since the reading before.</param>
/// <param name="Idle">Since the last request ended, zero while there is any.</param>
internal readonly record struct ServiceLoad(int Now, double Mean, long Arrivals, TimeSpan Idle)
{
    /// <summary>Of <see cref="Now"/>, those held.</summary>
    public int Queued { get; init; }

    public bool IsBusy => Now > 0 || Arrivals > 0;
}
