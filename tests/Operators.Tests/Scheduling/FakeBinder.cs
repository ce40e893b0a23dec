using Headroom.Operators.Scheduling;

namespace Headroom.Operators.Tests.Scheduling;

/// <summary>Remembers what was bound, or refuses.</summary>
internal sealed class FakeBinder : IPodBinder
{
    public List<(string Uid, string Node, IReadOnlyList<int> Gpus)> Bound { get; } = [];

    public bool IsRefusing { get; set; }

    public Task BindAsync(string ns, string name, string uid, string node, IReadOnlyList<int> gpus, CancellationToken ct)
    {
        if (IsRefusing)
        {
            throw new HttpRequestException("refused by script");
        }

        Bound.Add((uid, node, gpus));
        return Task.CompletedTask;
    }
}
