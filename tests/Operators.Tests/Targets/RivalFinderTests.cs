using Headroom.Kubernetes;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;

namespace Headroom.Operators.Tests.Targets;

public sealed class RivalFinderTests
{
    [Fact]
    public async Task Find_HorizontalPodAutoscalersOfTheTarget_AreNamedAndKedasByItsScaledObject()
    {
        var rivals = await FindAsync(
            "chat",
            [Objects.Autoscaler("chat", "Deployment", "chat")],
            Objects.Scaler("z", "chat", 7), Objects.Scaler("keda-hpa-chat", "chat", 3, scaledObject: "chat-keda"), Objects.Scaler("other", "mail", 9));

        Assert.Equal([new RivalRecord("HorizontalPodAutoscaler", "z", 7), new RivalRecord("ScaledObject", "chat-keda", 3)], rivals);
    }

    [Theory]
    [InlineData("older", 0)]
    [InlineData("younger", 1)]
    public async Task Find_TwoOfOurs_TheOlderActs(string name, int rivals)
    {
        var found = await FindAsync(
            name,
            [Objects.Autoscaler("younger", "Deployment", "chat", created: 9), Objects.Autoscaler("older", "Deployment", "chat", created: 1, desired: 4)]);

        Assert.Equal(Enumerable.Repeat(new RivalRecord("PredictiveAutoscaler", "older", 4), rivals), found);
    }

    [Fact]
    public async Task Find_OlderOneOfOursThatOnlyRecommends_IsNoRival() => Assert.Empty(await FindAsync(
        "younger",
        [Objects.Autoscaler("younger", "Deployment", "chat", created: 9), Objects.Autoscaler("older", "Deployment", "chat", created: 1, mode: "Recommend")]));

    [Fact]
    public async Task Find_SameNameOfAnotherKind_IsNoRival() => Assert.Empty(await FindAsync(
        "set", [Objects.Autoscaler("set", "StatefulSet", "chat", created: 9)], Objects.Scaler("z", "chat", 7)));

    private static async Task<IReadOnlyList<RivalRecord>> FindAsync(string name, string[] ours, params string[] scalers)
    {
        await using var cluster = await WatchedCluster.StartAsync();
        cluster.At(Objects.Autoscalers).Set("1", ours);
        cluster.At(Objects.Scalers).Set("1", scalers);
        var autoscalers = cluster.Informer(PredictiveAutoscaler.Type);
        var others = cluster.Informer(HorizontalPodAutoscaler.Type);
        var finder = new RivalFinder(others, autoscalers);
        await cluster.RunAsync(autoscalers, others);

        return finder.Find(autoscalers.Find(new ObjectKey("prod", name))!);
    }
}
