using Headroom.Cli.Local;

namespace Headroom.Cli.Tests.Local;

public sealed class LocalOptionsTests
{
    private static readonly LocalOptions Valid = new()
    {
        Root = "/somewhere", Speed = 60, PortalPort = 1, ClusterPort = 2, PostgresPort = 65535, AgentsPort = 4, ServicesPort = 5, IsDetached = false,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(60.5)]
    [InlineData(3600)]
    public void Check_SpeedInRange_Passes(double speed) => (Valid with { Speed = speed }).Check();

    [Theory]
    [InlineData(0)]
    [InlineData(0.99)]
    [InlineData(-60)]
    [InlineData(3600.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Check_SpeedOutOfRange_NamesValueAndRange(double speed)
    {
        var error = Assert.Throws<LocalException>((Valid with { Speed = speed }).Check);

        Assert.Equal($"--speed: {speed} is not allowed: 1 to 3600", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Check_PortOutOfRange_NamesTheOption(int port)
    {
        Assert.Equal($"--port: {port} is not allowed: 1 to 65535", Refusal(Valid with { PortalPort = port }));
        Assert.Equal($"--cluster-port: {port} is not allowed: 1 to 65535", Refusal(Valid with { ClusterPort = port }));
        Assert.Equal($"--postgres-port: {port} is not allowed: 1 to 65535", Refusal(Valid with { PostgresPort = port }));
    }

    [Fact]
    public void Check_SamePortTwice_IsRefused() =>
        Assert.Contains("must differ", Refusal(Valid with { ClusterPort = Valid.PortalPort }), StringComparison.Ordinal);

    [Fact]
    public void State_AnyRoot_IsBelowIt() => Assert.Equal("/somewhere/.state", Valid.State.Path);

    private static string Refusal(LocalOptions options) => Assert.Throws<LocalException>(options.Check).Message;
}
