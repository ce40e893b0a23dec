namespace Headroom.Operators.Indicators;

/// <summary>What a source answered.</summary>
internal abstract record IndicatorReading
{
    private IndicatorReading()
    {
    }

    /// <param name="Values">Time and value, oldest first; NaN for a sample that is not a number. May be empty.</param>
    /// <param name="Note">Something the owner should know although it worked, such as a partial answer; null otherwise.</param>
    public sealed record Samples(IReadOnlyList<IndicatorSample> Values, string? Note = null) : IndicatorReading;

    /// <param name="Reason">CamelCase.</param>
    /// <param name="Message">A sentence that names what was asked and what is needed.</param>
    public sealed record Failed(string Reason, string Message) : IndicatorReading;
}
