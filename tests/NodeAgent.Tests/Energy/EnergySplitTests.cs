using FsCheck;
using FsCheck.Fluent;
using Headroom.NodeAgent.Energy;

namespace Headroom.NodeAgent.Tests.Energy;

public sealed class EnergySplitTests
{
    [Fact]
    public void Split_AnyWeights_AddsUpExactly() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<NonEmptyArray<uint>>(), (amount, weights) =>
        {
            ulong[] parts = EnergySplit.Split(amount, [.. weights.Get.Select(w => (ulong)w)]);

            return parts.Aggregate(UInt128.Zero, (s, p) => s + p) == amount
                && parts.Zip(weights.Get).All(p => p.Second > 0 || weights.Get.All(w => w == 0) || p.First == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_NobodyBusy_IsEqual() => Assert.Equal([5UL, 5UL], EnergySplit.Split(10, [0, 0]));
}
