namespace Headroom.Scaling.ColdStart.Gaps;

/// <summary>Decides when a service becomes idle, from its own gaps alone.</summary>
public interface IGapPolicy
{
    /// <summary>A service idles from now on.</summary>
    /// <param name="service">0 and up.</param>
    IdlePlan Plan(int service);

    /// <summary>It was asked for again.</summary>
    /// <param name="service">0 and up.</param>
    /// <param name="gap">Seconds it had idled.</param>
    void Observe(int service, double gap);
}
