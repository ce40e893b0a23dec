namespace Headroom.Scaling.ColdStart;

/// <summary>Events against those that the average of all had led to expect: how eager one is (a gamma frailty).</summary>
internal sealed class Frailty
{
    // About as many expected events are remembered.
    private const double Memory = 200;

    private double _events;
    private double _expected;

    public void Learn(double expected, bool isEvent)
    {
        var kept = Math.Exp(-expected / Memory);
        _expected = kept * _expected + expected;
        _events = kept * _events + (isEvent ? 1 : 0);
    }

    /// <param name="strength">Events that the average counts for, &gt; 0.</param>
    public double LogRatio(double strength) => Math.Log((_events + strength) / (_expected + strength));
}
