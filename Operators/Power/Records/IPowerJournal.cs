namespace Headroom.Operators.Power.Records;

/// <summary>Takes what changed on feeds. Never waits.</summary>
public interface IPowerJournal
{
    void Append(PowerEvent entry);
}
