namespace Headroom.Scaling.ColdStart.Slots;

/// <summary>Decides which service makes room where only so many can be loaded at once.</summary>
public interface ISlotPolicy
{
    /// <summary>A request came.</summary>
    /// <param name="time">Seconds, not before any earlier call's.</param>
    /// <param name="service">0 and up, numbered in the order of first use.</param>
    /// <param name="client">0 and up; −1 where it is not known.</param>
    void Arrive(double time, int service, int client);

    /// <summary>A request was answered.</summary>
    /// <param name="time">Seconds.</param>
    /// <param name="service">As it was given to <see cref="Arrive"/>.</param>
    /// <param name="client">Likewise.</param>
    /// <param name="duration">Seconds that the answer took, ≥ 0.</param>
    void Finish(double time, int service, int client, double duration);

    /// <summary>One that is loaded and idle has to go; it is unloaded when this returns.</summary>
    /// <param name="time">Now.</param>
    /// <param name="idle">What may go, at least one, in the order of their numbers.</param>
    /// <returns>One of <paramref name="idle"/>.</returns>
    int Evict(double time, IReadOnlyList<int> idle);
}
