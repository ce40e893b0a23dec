using System.Net;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Measuring.Redfish;
using Headroom.Operators.Power.Settings;
using Headroom.Testing;
using Headroom.Units;

namespace Headroom.Operators.Tests.Power.Redfish;

/// <summary>The meter against a service over HTTPS, in the forms that BMCs and power units have.</summary>
public sealed class RedfishMeterTests
{
    private const string Chassis = "/redfish/v1/Chassis/1";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Read_AChassisWithEnvironmentMetrics_FollowsItsLinkOnce()
    {
        await using var service = await RedfishService.StartAsync();
        service.Resources[Chassis] = """{ "EnvironmentMetrics": { "@odata.id": "/redfish/v1/Chassis/1/EnvironmentMetrics" }, "Power": { "@odata.id": "/redfish/v1/Chassis/1/Power" } }""";
        service.Resources[Chassis + "/EnvironmentMetrics"] = """{ "PowerWatts": { "DataSourceUri": "/redfish/v1/Chassis/1/Sensors/TotalPower", "Reading": 5120.5 } }""";
        using var meter = Meter(service);

        Assert.Equal(Watts.FromWatts(5120.5), (await ReadAsync(meter, service.Url(Chassis))).Draw);
        Assert.Equal(Watts.FromWatts(5120.5), (await ReadAsync(meter, service.Url(Chassis))).Draw);

        Assert.Equal([Chassis, Chassis + "/EnvironmentMetrics", Chassis + "/EnvironmentMetrics"], service.Asked);
    }

    [Fact]
    public async Task Read_EnvironmentMetricsWithoutPower_FallsBackToThePowerResource()
    {
        await using var service = await RedfishService.StartAsync();
        service.Resources[Chassis] = """{ "EnvironmentMetrics": { "@odata.id": "/redfish/v1/Chassis/1/EnvironmentMetrics" }, "Power": { "@odata.id": "/redfish/v1/Chassis/1/Power" } }""";
        service.Resources[Chassis + "/EnvironmentMetrics"] = """{ "TemperatureCelsius": { "Reading": 22 } }""";
        service.Resources[Chassis + "/Power"] = """{ "PowerControl": [ { "PowerConsumedWatts": 590 }, { "PowerConsumedWatts": 120 } ] }""";
        using var meter = Meter(service);

        Assert.Equal(Watts.FromWatts(590), (await ReadAsync(meter, service.Url(Chassis))).Draw);
        Assert.Equal(Watts.FromWatts(120), (await ReadAsync(meter, service.Url(Chassis + "/Power#/PowerControl/1"))).Draw);
    }

    [Fact]
    public async Task Read_SeveralAddresses_AddsThemUp()
    {
        await using var service = await RedfishService.StartAsync();
        service.Resources["/redfish/v1/Chassis/1/Sensors/TotalPower"] = """{ "Reading": 400.25, "ReadingUnits": "W" }""";
        service.Resources["/redfish/v1/PowerEquipment/RackPDUs/1/Metrics"] = """{ "PowerWatts": { "Reading": 6000 } }""";
        using var meter = Meter(service);

        var reading = await ReadAsync(meter, service.Url("/redfish/v1/Chassis/1/Sensors/TotalPower"), service.Url("/redfish/v1/PowerEquipment/RackPDUs/1/Metrics"));

        Assert.Equal(Watts.FromWatts(6400.25), reading.Draw);
    }

    [Theory]
    [InlineData("""{ "PowerWatts": { "Reading": null } }""", "PowerWatts.Reading null; watts of 0 or more and below 1G were expected")]
    [InlineData("""{ "PowerControl": [ { } ] }""", "PowerControl[0].PowerConsumedWatts missing")]
    [InlineData("""{ "PowerControl": [ { "PowerConsumedWatts": -3 } ] }""", "PowerConsumedWatts -3")]
    [InlineData("""{ "Reading": 21, "ReadingUnits": "Cel" }""", "a Reading in 'Cel'; W was expected")]
    [InlineData("""{ "Power": { "@odata.id": "//elsewhere.example/redfish/v1/Chassis/1/Power" } }""", "without any of PowerWatts.Reading")]
    [InlineData("<html>", "something that is not JSON")]
    [InlineData("[]", "with Array")]
    public async Task Read_AResourceWithoutWatts_SaysWhatItFoundAndWhatWasExpected(string resource, string found)
    {
        await using var service = await RedfishService.StartAsync();
        service.Resources[Chassis] = resource;
        using var meter = Meter(service);

        var reading = await ReadAsync(meter, service.Url(Chassis));

        Assert.Null(reading.Draw);
        Assert.Contains($"1 of 1 addresses give nothing fresh: {service.Url(Chassis)} answered", reading.Failure, StringComparison.Ordinal);
        Assert.Contains(found, reading.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OneOfTwoFails_GivesNothingOnceItsLastReadingIsTooOld()
    {
        await using var good = await RedfishService.StartAsync();
        await using var bad = await RedfishService.StartAsync();
        good.Resources[Chassis] = bad.Resources[Chassis] = """{ "PowerWatts": { "Reading": 100 } }""";
        using var meter = Meter(good, bad);
        string[] both = [good.Url(Chassis), bad.Url(Chassis)];
        Assert.Equal(FeedReading.Of(Watts.FromWatts(200)), await ReadAsync(meter, both));
        bad.Status = HttpStatusCode.ServiceUnavailable;

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Watts.FromWatts(200), (await ReadAsync(meter, both)).Draw);
        _time.Advance(TimeSpan.FromSeconds(2));
        var stale = await ReadAsync(meter, both);

        Assert.Null(stale.Draw);
        Assert.Equal($"1 of 2 addresses give nothing fresh: {bad.Url(Chassis)} answered 503 Service Unavailable; 200 was expected", stale.Failure);
    }

    [Fact]
    public async Task Read_AServiceThatIsSlow_IsNotWaitedForAndItsAnswerIsAsOldAsItsQuestion()
    {
        await using var service = await RedfishService.StartAsync();
        service.Resources[Chassis] = """{ "PowerWatts": { "Reading": 100 } }""";
        service.Gate = new TaskCompletionSource();
        using var meter = Meter(service);

        var asked = ReadAsync(meter, service.Url(Chassis));
        await Eventually.HoldsAsync(() => !service.Asked.IsEmpty);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("has not answered yet", (await asked).Failure, StringComparison.Ordinal);

        service.Gate.SetResult();
        service.Gate = null;
        FeedReading reading = default;
        await Eventually.HoldsAsync(() => (reading = ReadAsync(meter, service.Url(Chassis)).Result).Draw is not null);
        Assert.Equal(Watts.FromWatts(100), reading.Draw);
    }

    [Fact]
    public async Task Read_TheWrongPasswordOrAuthority_SaysSo()
    {
        await using var service = await RedfishService.StartAsync();
        await using var other = await RedfishService.StartAsync();
        using var forgetful = new RedfishMeter(new Secrets(service.Authority, "wrong"), "ops", _time);
        using var untrusting = new RedfishMeter(new Secrets(other.Authority), "ops", _time);
        using var nameless = new RedfishMeter(new Secrets(null, null), "ops", _time);

        Assert.Contains($"{service.Url(Chassis)} answered 401 Unauthorized; 200 was expected", (await ReadAsync(forgetful, service.Url(Chassis))).Failure, StringComparison.Ordinal);
        Assert.Contains($"{service.Url(Chassis)} cannot be reached: The remote certificate", (await ReadAsync(untrusting, service.Url(Chassis))).Failure, StringComparison.Ordinal);
        Assert.Equal("Secret ops/bmc with keys 'username' and 'password' does not exist", (await ReadAsync(nameless, service.Url(Chassis))).Failure);
        Assert.Empty(other.Asked);
    }

    [Theory]
    [InlineData("http://10.0.7.1/redfish/v1/Chassis/1")]
    [InlineData("https://10.0.7.1/metrics")]
    [InlineData("10.0.7.1")]
    public void Parse_AnAddressThatIsNone_IsRefusedByItsPlace(string address)
    {
        var error = Assert.Single(PowerSettingsParser.Parse(Spec("https://10.0.7.2/redfish/v1/Chassis/1", address)).Errors);

        Assert.Equal(("spec.measurement.redfish.addresses[1]", $"'{address}'"), (error.Field, error.Value));
    }

    [Fact]
    public void Parse_AnAddressTwiceOrNone_IsRefused()
    {
        Assert.Single(PowerSettingsParser.Parse(Spec("https://10.0.7.2/redfish/v1/Chassis/1", "https://10.0.7.2/redfish/v1/Chassis/1")).Errors);
        Assert.Equal("spec.measurement.redfish", Assert.Single(PowerSettingsParser.Parse(Spec()).Errors).Field);
    }

    private RedfishMeter Meter(params RedfishService[] services) =>
        new(new Secrets(string.Join('\n', services.Select(static s => s.Authority))), "ops", _time);

    private static Task<FeedReading> ReadAsync(RedfishMeter meter, params string[] addresses) =>
        meter.ReadAsync("row", PowerSettingsParser.Parse(Spec(addresses)).Settings!, CancellationToken.None); // nothing is wrong with it

    private static PowerDomainSpec Spec(params string[] addresses)
    {
        var spec = Reports.Spec("9k", row: "a");
        spec.Measurement.Source = "Redfish";
        spec.Measurement.Redfish = new RedfishSpec { Addresses = addresses, SecretName = "bmc" };
        return spec;
    }

    private sealed class Secrets(string? authority, string? password = RedfishService.Password) : ISecretReader
    {
        public Task<string?> FindAsync(string ns, string name, string key, CancellationToken ct) => Task.FromResult(key switch
        {
            "username" => RedfishService.User,
            "password" => password,
            _ => authority,
        });
    }
}
