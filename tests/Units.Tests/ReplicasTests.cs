namespace Headroom.Units.Tests;

public sealed class ReplicasTests
{
    [Fact]
    public void Replicas_Negative_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Replicas(-1));
}
