using Headroom.ControlPlane.Api.Hosting;
using Headroom.ControlPlane.Api.Messages;
using Microsoft.Extensions.Configuration;

namespace Headroom.ControlPlane.Api.Tests.Messages;

public sealed class BrokerAddressTests
{
    [Fact]
    public void Read_Nothing_MeansNoBroker() => Assert.False(Read().IsConfigured);

    [Fact]
    public void Read_AnAddress_ShowsItWithoutThePassword()
    {
        var broker = Read(("Messaging:RabbitMq", "amqps://head%40room:s%3Aecret@rabbit.example/prod"));

        Assert.Equal("amqps://rabbit.example:5671/prod", broker.Display);
        Assert.Equal(("head@room", "s:ecret"), broker.Credentials());
        Assert.Equal("prod", broker.VirtualHost);
    }

    [Fact]
    public void Read_AFile_TakesItsText()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "amqp://rabbit.example\n");

        var broker = Read(("Messaging:RabbitMqFile", file));

        Assert.Equal("amqp://rabbit.example:5672/", broker.Display);
        Assert.Equal("/", broker.VirtualHost);
        File.Delete(file);
    }

    [Theory]
    [InlineData("rabbit.example:5672")]
    [InlineData("http://u:secret@rabbit.example")]
    public void Read_AnotherText_IsRefusedWithoutRepeatingIt(string text)
    {
        var refusal = Assert.Throws<StartupException>(() => Read(("Messaging:RabbitMq", text)));

        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Messaging:RabbitMq", refusal.Message, StringComparison.Ordinal);
    }

    private static BrokerAddress Read(params (string Key, string Value)[] settings) =>
        BrokerAddress.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static s => s.Key, static s => (string?)s.Value)).Build());
}
