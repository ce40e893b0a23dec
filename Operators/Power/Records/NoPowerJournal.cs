namespace Headroom.Operators.Power.Records;

/// <summary>Stands in where nobody keeps events.</summary>
internal sealed class NoPowerJournal : IPowerJournal
{
    public void Append(PowerEvent entry)
    {
    }
}
