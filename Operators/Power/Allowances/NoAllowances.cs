using System.Threading.Channels;
using Headroom.Contracts.Allowances;

namespace Headroom.Operators.Power.Allowances;

/// <summary>Nobody plans here.</summary>
internal sealed class NoAllowances : IPowerAllowances
{
    public PowerAllowances? Issue(string? domain, TimeSpan after) => null;

    public ChannelReader<bool> Watch() => Channel.CreateBounded<bool>(1).Reader;

    public void Unwatch(ChannelReader<bool> watch)
    {
    }
}
