using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Fragmentation;

public sealed class PolicyPropertyTests
{
    private const int Arrivals = 120;

    public static TheoryData<string> Policies() => SmallCluster.PolicyNames();

    [Theory]
    [MemberData(nameof(Policies))]
    public void Choose_AnyArrivalsAndDepartures_KeepsEveryNodeWithinItsCapacity(string name)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var (nodes, pods) = (SmallCluster.Nodes(), SmallCluster.Pods(seed, Arrivals));
            var cluster = new GpuCluster(nodes);
            var policy = SmallCluster.Policy(name, cluster, pods);
            var random = new Random(seed);
            List<(PodShape Pod, Spot Spot)> running = [];
            foreach (var pod in pods)
            {
                if (running.Count > 0 && random.Next(3) == 0)
                {
                    var (gone, where) = running[random.Next(running.Count)];
                    cluster.Release(gone, where);
                    running.Remove((gone, where));
                }

                if (policy.Choose(pod) is not { } spot)
                {
                    Assert.DoesNotContain(cluster.Nodes.ToArray(), n => n.Fits(pod));
                    continue;
                }

                cluster.Place(pod, spot);
                running.Add((pod, spot));
                AssertSums(nodes, running, cluster);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Choose_Spot_IsOfAModelThatThePodAccepts(string name)
    {
        var pods = SmallCluster.Pods(3, Arrivals);
        var cluster = new GpuCluster(SmallCluster.Nodes());
        var policy = SmallCluster.Policy(name, cluster, pods);

        foreach (var pod in pods)
        {
            if (policy.Choose(pod) is { } spot)
            {
                Assert.True(pod.GpuCount == 0 || pod.Models.Contains(cluster.Nodes[spot.Node].Model));
                cluster.Place(pod, spot);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Choose_AgainFromTheSameStart_IsTheSame(string name)
    {
        Assert.Equal(Spots(name, maxStates: 100_000), Spots(name, maxStates: 100_000));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Choose_StatesForgottenAgainAndAgain_IsTheSame(string name)
    {
        Assert.Equal(Spots(name, maxStates: 100_000), Spots(name, maxStates: 10));
    }

    private static List<Spot?> Spots(string name, int maxStates)
    {
        var pods = SmallCluster.Pods(9, Arrivals);
        var cluster = new GpuCluster(SmallCluster.Nodes(), maxStates);
        var policy = SmallCluster.Policy(name, cluster, pods);
        return [.. pods.Select(pod =>
        {
            var spot = policy.Choose(pod);
            if (spot is { } s)
            {
                cluster.Place(pod, s);
            }

            return spot;
        })];
    }

    // A ledger of its own: what runs on each node and GPU, summed anew.
    private static void AssertSums(IReadOnlyList<NodeState> nodes, List<(PodShape Pod, Spot Spot)> running, GpuCluster cluster)
    {
        var idle = 0L;
        for (var n = 0; n < nodes.Count; n++)
        {
            var on = running.Where(r => r.Spot.Node == n).ToList();
            Assert.True(on.Sum(r => r.Pod.CpuMilli) <= nodes[n].CpuMilli);
            Assert.True(on.Sum(r => r.Pod.MemoryMib) <= nodes[n].MemoryMib);
            Assert.Equal(nodes[n].CpuMilli - on.Sum(r => r.Pod.CpuMilli), cluster.Nodes[n].CpuMilli);
            for (var gpu = 0; gpu < nodes[n].GpuCount; gpu++)
            {
                var users = on.Where(r => r.Spot.Gpus.Contains(gpu)).ToList();
                Assert.True(users.Sum(r => r.Pod.GpuMilli) <= GpuLevels.Whole);
                Assert.True(users.Count == 1 || !users.Any(r => r.Pod.IsWhole), "a whole GPU is shared");
                idle += GpuLevels.Whole - users.Sum(r => r.Pod.GpuMilli);
            }
        }

        Assert.Equal(idle, cluster.IdleGpuMilli);
    }
}
