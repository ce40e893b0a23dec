namespace Headroom.Scaling.ColdStart.Services;

/// <summary>
/// Says which idle services are worth their memory, and which are worth loading ahead. Told what happened, asked about one
/// service at a time. Times are seconds since any fixed midnight and never fall.
/// </summary>
public interface IKeepAlivePolicy
{
    /// <summary>Services whose verdict the newest arrival may have changed, apart from its own.</summary>
    IReadOnlyList<int> Touched { get; }

    /// <summary>A request came.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="service">0 and up, numbered in the order of first use.</param>
    void Arrive(double time, int service);

    /// <summary>Its last request that ran was answered: it idles from now on.</summary>
    void Finish(double time, int service);

    /// <summary>A load has ended.</summary>
    /// <param name="service">As in <see cref="Arrive"/>.</param>
    /// <param name="seconds">It took, &gt; 0.</param>
    void StartedUp(int service, double seconds);

    /// <summary>A stretch of idling has passed.</summary>
    /// <param name="idleFor">Seconds it had idled when the stretch began.</param>
    /// <param name="seconds">Length of the stretch.</param>
    /// <param name="isLoaded">Whether it was loaded, or loading, in it.</param>
    void Idled(double idleFor, double seconds, bool isLoaded);

    /// <summary>For a service that idles.</summary>
    /// <param name="time">Now.</param>
    /// <param name="service">As in <see cref="Arrive"/>.</param>
    /// <param name="isLoaded">Whether it is loaded, or loading; if not, a load has to be paid for first.</param>
    KeepVerdict Decide(double time, int service, bool isLoaded);
}
