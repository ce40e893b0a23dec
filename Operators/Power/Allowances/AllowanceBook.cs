using System.Threading.Channels;
using Headroom.Contracts.Allowances;
using Headroom.Contracts.Power;
using Headroom.Kubernetes.Leases;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Tree;

namespace Headroom.Operators.Power.Allowances;

/// <summary>The allowances of the last decision of this term, and who waits for the next.</summary>
internal sealed class AllowanceBook(LeaderElector elector, TimeProvider wall) : IPowerAllowances
{
    // A loop that has stopped must not be renewed for ever: gateways then fall to their static share.
    private static readonly TimeSpan OldestDecision = 3 * PowerFleet.Tick;

    private readonly Lock _lock = new();
    private readonly Dictionary<ChannelReader<bool>, ChannelWriter<bool>> _watches = [];
    private PowerTree _tree = PowerTree.Empty;
    private IReadOnlyList<BoundAllowance> _bound = [];
    private long _term = -1;
    private long _decided;
    private long _sequence;

    /// <summary>A decision was made.</summary>
    /// <param name="term">Of the leader that made it.</param>
    /// <param name="tree">That was decided on.</param>
    /// <param name="bound">Feeds before those they feed.</param>
    public void Publish(long term, PowerTree tree, IReadOnlyList<BoundAllowance> bound)
    {
        lock (_lock)
        {
            var isChanged = term != _term || !_bound.SequenceEqual(bound);
            (_term, _tree, _bound, _decided) = (term, tree, bound, wall.GetTimestamp());
            if (isChanged)
            {
                foreach (var watch in _watches.Values)
                {
                    watch.TryWrite(true);
                }
            }
        }
    }

    public PowerAllowances? Issue(string? domain, TimeSpan after)
    {
        lock (_lock)
        {
            if (elector.Current is not { IsHeld: true } token || token.Transitions != _term || wall.GetElapsedTime(_decided) > OldestDecision)
            {
                return null;
            }

            var feeds = domain is null ? null : _tree.Domains.Select(static (d, i) => (d.Name, i)).Where(d => d.Name == domain)
                .SelectMany(d => _tree.Feeds(d.i)).Select(i => _tree.Domains[i].Name).ToHashSet(StringComparer.Ordinal);
            var asked = _bound.Where(b => feeds is null || feeds.Contains(b.Allowance.Domain)).ToList();

            // The stamp under the same lock as what it stands for: a later one never carries an earlier decision.
            return new PowerAllowances
            {
                Stamp = new LeaseStamp(_term, ++_sequence),
                IssuedAfterMilliseconds = (long)after.TotalMilliseconds,
                ValidForMilliseconds = (long)asked.Select(static b => b.Lease).DefaultIfEmpty(AllowanceLease.Longest).Min().TotalMilliseconds,
                Domains = [.. asked.Select(static b => b.Allowance)],
            };
        }
    }

    public ChannelReader<bool> Watch()
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (_lock)
        {
            _watches.Add(channel.Reader, channel.Writer);
        }

        return channel.Reader;
    }

    public void Unwatch(ChannelReader<bool> watch)
    {
        lock (_lock)
        {
            _watches.Remove(watch);
        }
    }
}
