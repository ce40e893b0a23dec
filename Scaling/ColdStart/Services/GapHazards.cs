namespace Headroom.Scaling.ColdStart.Services;

/// <summary>
/// Requests per second by how long a service has idled: its own, shrunk to those of services with like gaps, those shrunk to
/// all (empirical Bayes): one with little history is taken to be like the others.
/// </summary>
internal sealed class GapHazards
{
    public const int Bins = 34;
    public const int Classes = 22;

    // Bins are half an octave: 4 s · (2^(n/2) − 1), up to six days.
    private const double FirstBin = 4;

    // Events that those of like gaps count for in a service's own rate, and all services in theirs.
    private const double Own = 3;
    private const double Alike = 10;

    // Before anything was seen gaps of all orders of magnitude are as likely: the hazard falls with the age.
    private const double PriorEvents = 0.5;
    private const double PriorPerAge = 0.15;
    private const double ShortestAge = 20;

    private readonly double[,] _events = new double[Classes, Bins];
    private readonly double[,] _seconds = new double[Classes, Bins];
    private readonly double[] _allEvents = new double[Bins];
    private readonly double[] _allSeconds = new double[Bins];

    public static int Bin(double age) => Math.Min(Bins - 1, (int)(2 * Math.Log2(1 + age / FirstBin)));

    /// <summary>Age at which a bin begins, seconds.</summary>
    public static double Start(int bin) => bin >= Bins ? double.PositiveInfinity : FirstBin * (Math.Pow(2, bin / 2.0) - 1);

    /// <summary>Seconds that the bin of an age lasts.</summary>
    public static double Width(double age) => Start(Bin(age) + 1) is var end && double.IsFinite(end) ? end - Start(Bin(age)) : Start(Bins - 1);

    public static double SecondsIn(int bin, double gap) => Math.Clamp(gap - Start(bin), 0, Start(bin + 1) - Start(bin));

    public double OfAll(double age)
    {
        var bin = Bin(age);
        return (_allEvents[bin] + PriorEvents) / (_allSeconds[bin] + PriorEvents / PriorPerAge * Math.Max(ShortestAge, age));
    }

    public double Rate(GapMemory service, double age)
    {
        var (bin, ofClass) = (Bin(age), service.Class);
        var alike = (_events[ofClass, bin] + Alike) / (_seconds[ofClass, bin] + Alike / OfAll(age));
        return (service.Events[bin] + Own) / (service.Seconds[bin] + Own / alike);
    }

    /// <summary>A gap has ended. See <see cref="GapMemory.Learn"/>.</summary>
    public void Learn(GapMemory service, double gap, double share)
    {
        var (last, ofClass) = (Bin(gap), service.Class);
        for (var bin = 0; bin <= last; bin++)
        {
            var seconds = SecondsIn(bin, gap);
            _seconds[ofClass, bin] += seconds;
            _allSeconds[bin] += seconds;
        }

        _events[ofClass, last] += share;
        _allEvents[last] += share;
        service.Learn(gap, share);
    }
}
