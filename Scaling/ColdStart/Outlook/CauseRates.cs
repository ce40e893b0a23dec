namespace Headroom.Scaling.ColdStart.Outlook;

/// <summary>Requests per second that a service can expect, by cause.</summary>
/// <param name="Repeats">From clients that used it last.</param>
/// <param name="Switches">From clients that used another last.</param>
/// <param name="Newcomers">From clients that were not here.</param>
internal readonly record struct CauseRates(double Repeats, double Switches, double Newcomers)
{
    public double Sum => Repeats + Switches + Newcomers;
}
