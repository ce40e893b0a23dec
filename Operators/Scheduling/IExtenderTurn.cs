namespace Headroom.Operators.Scheduling;

/// <summary>Whether this replica is the one that gives GPUs out.</summary>
internal interface IExtenderTurn
{
    /// <returns>Null while it is, else why it is not.</returns>
    string? Refusal();
}
