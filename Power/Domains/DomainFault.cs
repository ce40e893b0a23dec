using Headroom.Units;

namespace Headroom.Power.Domains;

/// <summary>Why a set of domains cannot be enforced; <see cref="ToString"/> has the numbers.</summary>
public abstract record DomainFault
{
    private DomainFault()
    {
    }

    public sealed record DuplicateName(string Domain) : DomainFault
    {
        public override string ToString() => $"domain '{Domain}' is declared twice";
    }

    public sealed record UnknownParent(string Domain, string Parent) : DomainFault
    {
        public override string ToString() => $"domain '{Domain}' names parent '{Parent}', which is not declared";
    }

    /// <param name="Path">The domains of the cycle, the first again at the end.</param>
    public sealed record Cycle(IReadOnlyList<string> Path) : DomainFault
    {
        public override string ToString() => $"parents go in a circle: {string.Join(" → ", Path)}";
    }

    /// <param name="First">Neither is an ancestor of the other.</param>
    public sealed record NodeInSiblings(string Node, string First, string Second) : DomainFault
    {
        public override string ToString() => $"node '{Node}' is in '{First}' and in '{Second}', and neither feeds the other";
    }

    /// <param name="Idle">Of the domain and everything it feeds.</param>
    public sealed record BudgetBelowIdle(string Domain, Watts Budget, Watts Idle) : DomainFault
    {
        public override string ToString() => $"domain '{Domain}' has a budget of {Budget}, below the {Idle} that its servers draw idle";
    }
}
