using Headroom.Operators.Scheduling;

namespace Headroom.Operators.Tests.Scheduling;

/// <summary>Leads until it is told otherwise.</summary>
internal sealed class FakeTurn : IExtenderTurn
{
    public string? Why { get; set; }

    public string? Refusal() => Why;
}
