using Headroom.Operators.Scheduling;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Tests.Scheduling;

/// <summary>Remembers what was bound, or fails.</summary>
internal sealed class FakeBinder : IPodBinder
{
    public List<(string Uid, string Node, IReadOnlyList<int> Gpus)> Bound { get; } = [];

    public Exception? Failure { get; set; }

    public Task BindAsync(string ns, string name, string uid, string node, GpuSet gpus, CancellationToken ct)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        Bound.Add((uid, node, GpuIndices.Of(gpus)));
        return Task.CompletedTask;
    }
}
