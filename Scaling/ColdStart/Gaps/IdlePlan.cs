namespace Headroom.Scaling.ColdStart.Gaps;

/// <summary>What happens to a service that has just become idle, unless a request comes first.</summary>
/// <param name="Keep">Seconds it stays loaded.</param>
/// <param name="LoadAfter">Seconds after which it is loaded ahead of a request; infinite for never.</param>
/// <param name="UnloadAfter">Seconds after which it is unloaded again, ≥ <paramref name="LoadAfter"/>.</param>
public readonly record struct IdlePlan(double Keep, double LoadAfter = double.PositiveInfinity, double UnloadAfter = double.PositiveInfinity)
{
    /// <summary>True where a request finds it loaded after this many seconds of idling.</summary>
    public bool IsLoadedAt(double idle) => idle <= Keep || (idle >= LoadAfter && idle <= UnloadAfter);

    /// <summary>Seconds spent idle and loaded, had it idled for this many.</summary>
    public double IdleLoaded(double idle) => Math.Min(idle, Keep) + Math.Max(0, Math.Min(idle, UnloadAfter) - Math.Max(LoadAfter, Keep));
}
