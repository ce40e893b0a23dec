namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>What the stock kubectl prints and how it exits, table by table, for every version that is installed here.</summary>
/// <remarks>
/// HEADROOM_CONFORMANCE_KUBECONFIG names another cluster to hold the tables against, with rights on everything; steps about
/// simulated things are left out there. HEADROOM_CONFORMANCE_KUBECTL=1.33 runs that version alone.
/// </remarks>
public sealed class ConformanceTests
{
    private const string NoKubectl = "none";

    // All tables start with the first test that asks: most of their time is waiting, and tests of a class run in turn.
    private static readonly Lazy<ConformanceRun> Run = new(ConformanceRun.Start);

    public static TheoryData<string, string> Tables()
    {
        string[] versions = [.. ConformanceRun.Versions().Select(v => v.Version.ToString())];
        return [.. Scenario.Names().SelectMany(table => versions.DefaultIfEmpty(NoKubectl).Select(version => (table, version)))];
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Commands_OfATable_AnswerAsWritten(string table, string kubectl)
    {
        Assert.SkipWhen(kubectl == NoKubectl, "no kubectl.1.N is installed beside kubectl");

        var complaints = await Run.Value.ComplaintsAsync(table, kubectl);

        Assert.True(complaints.Length == 0, complaints);
    }
}
