using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Kubernetes;

/// <summary>A wrong spec is refused by the schema, or the autoscaler says what is wrong: field, value, what is allowed.</summary>
[Collection(StackTests.Name)]
public sealed class BadSpecTests(RunningStack stack)
{
    private const string Namespace = "wrong";

    public static TheoryData<string, string, string[]> Specs() => new()
    {
        { "bounds", Manifests.Autoscaler(Namespace, "bounds", min: 9, max: 3), ["spec.minReplicas", "9", "3"] },
        { "certain", Manifests.Autoscaler(Namespace, "certain", level: "100%"), ["spec.objective.serviceLevel", "100%", "below 100%"] },
        { "nowhere", Manifests.Autoscaler(Namespace, "nowhere"), ["Deployment", "nowhere"] },
        { "unknown", Manifests.Autoscaler(Namespace, "unknown", target: "Spaceship"), ["Spaceship"] },
        {
            "sources",
            Manifests.Autoscaler(Namespace, "sources", source: "trace: { file: load.csv }, resource: { name: cpu }"),
            ["spec.indicators[0]", "2 sources", "exactly one"]
        },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task Apply_WrongSpec_SaysWhatIsWrong(string name, string manifest, string[] said)
    {
        await stack.Kubectl.ApplyAsync(Manifests.Namespace(Namespace));

        var applied = await stack.Kubectl.TryApplyAsync(manifest);

        var message = applied.ExitCode != 0
            ? applied.Errors
            : await Wait.UntilAsync(
                () => stack.Kubectl.ConditionAsync(Namespace, name, "Ready"), c => c.StartsWith("False ", StringComparison.Ordinal));
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
