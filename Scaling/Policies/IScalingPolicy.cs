namespace Headroom.Scaling.Policies;

/// <summary>Decides replicas step by step; keeps its own memory. Not thread-safe.</summary>
public interface IScalingPolicy
{
    string Name { get; }

    /// <summary>A step of the time before the first decision: only load, point forecast and distribution mean something.</summary>
    void Learn(in PolicyInput input);

    /// <returns>Replicas to be there when the decision lands, ≥ 1, before the limit on changes.</returns>
    int Decide(in PolicyInput input);
}
