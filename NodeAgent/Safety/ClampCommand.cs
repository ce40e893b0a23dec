using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Safety;

/// <summary>What the clamp wants done; every outcome comes back as an event.</summary>
internal abstract record ClampCommand
{
    private ClampCommand()
    {
    }

    /// <summary>Set the power limit and read it back.</summary>
    public sealed record SetLimit(string Uuid, uint Milliwatts) : ClampCommand;

    public sealed record LockClocks(string Uuid, ClockRange Clocks) : ClampCommand;

    public sealed record UnlockClocks(string Uuid) : ClampCommand;

    /// <summary>Write the record so that it survives a loss of power.</summary>
    public sealed record Keep(SafeLimits Limits) : ClampCommand;
}
