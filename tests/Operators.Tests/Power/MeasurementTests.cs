using Headroom.Kubernetes;
using Headroom.Kubernetes.Settings;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Tests.Power.Redfish;

namespace Headroom.Operators.Tests.Power;

/// <summary>A feed's own meter against the loop: what it reads, and what the condition says when it does not.</summary>
public sealed class MeasurementTests
{
    [Fact]
    public async Task Run_AFeedMeasuredByRedfish_ShowsItsDraw_AndWhyItHasNone()
    {
        await using var service = await RedfishService.StartAsync();
        service.Resources["/redfish/v1/Chassis/1"] = """{ "PowerWatts": { "Reading": 3210 } }""";
        await using var cluster = await PowerCluster.StartAsync(1);
        var names = await cluster.LabelNodesAsync("a");
        await cluster.Client.CreateAsync(
            Secret.Type,
            new Secret { Metadata = new ObjectMeta { Namespace = "default", Name = "bmc" }, Data = Data(("username", RedfishService.User), ("password", RedfishService.Password), ("ca.crt", service.Authority)) },
            CancellationToken.None);
        var spec = Reports.Spec("9k", row: "a");
        spec.Measurement.Source = "Redfish";
        spec.Measurement.Redfish = new RedfishSpec { Addresses = [service.Url("/redfish/v1/Chassis/1")], SecretName = "bmc" };

        await cluster.CreateAsync("row", spec);
        await cluster.UntilAsync(() =>
        {
            cluster.Post(Reports.Node(names[0]));
            return cluster.IsAsync("row", "Ready", "True");
        });
        var row = await cluster.Client.GetAsync(PowerDomain.Type, new ObjectKey("", "row"), CancellationToken.None);
        Assert.Equal(3210, row.Status!.DrawWatts);

        service.Resources.Clear();
        await cluster.UntilAsync(() => cluster.IsAsync("row", "Ready", "False", "NotMeasured"));
        Assert.Contains($"{service.Url("/redfish/v1/Chassis/1")} answered 404 Not Found; 200 was expected", await cluster.MessageAsync("row", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_APrometheusThatIsNotThere_IsNamedWithItsQuery()
    {
        await using var cluster = await PowerCluster.StartAsync(1);
        await cluster.LabelNodesAsync("a");
        var spec = Reports.Spec("9k", row: "a");
        spec.Measurement.Source = "Prometheus";
        spec.Measurement.Prometheus = new MeterQuerySpec { ServerAddress = "http://127.0.0.1:1", Query = "feed_watts" };

        await cluster.CreateAsync("row", spec);
        await cluster.UntilAsync(() => cluster.IsAsync("row", "Ready", "False", "NotMeasured"));

        Assert.Contains("http://127.0.0.1:1 cannot be reached", await cluster.MessageAsync("row", "Ready"), StringComparison.Ordinal);
    }

    private static Dictionary<string, byte[]> Data(params (string Key, string Text)[] entries) =>
        entries.ToDictionary(static e => e.Key, static e => System.Text.Encoding.UTF8.GetBytes(e.Text));
}
