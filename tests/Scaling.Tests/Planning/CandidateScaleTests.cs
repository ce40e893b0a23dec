using FsCheck;
using FsCheck.Fluent;
using Headroom.Scaling.Planning;

namespace Headroom.Scaling.Tests.Planning;

public sealed class CandidateScaleTests
{
    [Fact]
    public void Cheapest_AnyView_IsWhatTryingEveryCountFinds() =>
        Prop.ForAll<int, NonNegativeInt, bool>((seed, dear, isPeakHigher) =>
        {
            var view = Views.Random(seed);
            var whole = isPeakHigher ? new DemandDraws(view.Arriving!.Value.Values.ToArray().Select(static v => 1.4f * v).ToArray(), view.Arriving.Value.Weights) : view.Arriving!.Value;
            var policy = Views.Policy(dear.Item % 3 == 0 ? null : dear.Item);
            var scale = new CandidateScale(view.Arriving.Value, whole, view, policy);
            var (price, allowed, most) = (dear.Item % 50, 0.01 * (1 + Math.Abs((long)seed) % 60), Math.Max(view.Max.Count, 40));

            var found = scale.Cheapest(view.Min.Count, most, price, allowed);

            double Cost(Candidate c) => c.ExpectedCost + price * c.ViolationProbability;
            var all = Enumerable.Range(view.Min.Count, most - view.Min.Count + 1).Select(scale.At).Where(c => c.ViolationProbability <= allowed + 1e-9).ToList();
            return all.Count == 0 ? found is null : found is { } best && Math.Abs(Cost(best) - all.Min(Cost)) < 1e-6;
        }).QuickCheckThrowOnFailure();
}
