using System.Threading.Channels;
using Headroom.Contracts.Allowances;

namespace Headroom.Operators.Power.Allowances;

/// <summary>What gateways may start, from the leader that decided it.</summary>
public interface IPowerAllowances
{
    /// <summary>A record with the next stamp: what stands, for another lease.</summary>
    /// <param name="domain">That domain and those above it; null for all.</param>
    /// <param name="after">Since the request that it answers was received.</param>
    /// <returns>Null where this process does not lead, or has not decided lately.</returns>
    PowerAllowances? Issue(string? domain, TimeSpan after);

    /// <summary>Something to read after each decision that changed what stands. Changes that nobody read are one.</summary>
    ChannelReader<bool> Watch();

    /// <summary>Ends a watch.</summary>
    void Unwatch(ChannelReader<bool> watch);
}
