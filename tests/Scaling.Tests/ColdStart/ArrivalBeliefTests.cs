using FsCheck;
using FsCheck.Fluent;
using Headroom.Scaling.ColdStart;

namespace Headroom.Scaling.Tests.ColdStart;

public sealed class ArrivalBeliefTests
{
    private const double Hour = 3_600;

    [Fact]
    public void Evaluate_RequestsOfUnknownClients_AreExpectedAtTheirRate()
    {
        var (belief, random, time) = (new ArrivalBelief(), new Random(3), 0.0);
        while (time < 48 * Hour)
        {
            belief.Arrive(time, 0);
            time += -60 * Math.Log(1 - random.NextDouble());
        }

        Assert.InRange(Rates(belief, 48 * Hour)[0], 0.5 / 60, 2.0 / 60);
    }

    [Fact]
    public void Evaluate_AClientThatRepeatsEveryMinute_IsExpectedSoonAndNotHoursLater()
    {
        var belief = new ArrivalBelief();
        var time = Visits(belief, visits: 40, services: _ => 0, perVisit: 10) + 2 * Hour;
        for (var i = 0; i < 4; i++, time += 60)
        {
            belief.Arrive(time, 0, client: 9_999);
            belief.Finish(time + 10, 9_999, 10);
        }

        var soon = Rates(belief, time)[0];
        var late = Rates(belief, time + 5 * Hour)[0];

        Assert.True(soon > 20 * late, $"{soon} soon, {late} late");
    }

    [Fact]
    public void Evaluate_ClientsThatGoOnFromOneServiceToAnother_RaiseTheOtherAndNoThird()
    {
        // 0 is always followed by 1; 2 and 3 are used as often, by clients who stay there.
        var belief = new ArrivalBelief();
        var time = Visits(belief, visits: 120, services: visit => visit % 3 == 0 ? 0 : visit % 3 + 1, perVisit: 2, next: service => service == 0 ? 1 : service);
        var before = Rates(belief, time + 2 * Hour);

        belief.Arrive(time + 2 * Hour, 0, client: 9_999);
        var after = Rates(belief, time + 2 * Hour + 30);

        Assert.True(after[1] > 5 * before[1], $"{before[1]} before, {after[1]} after");
        Assert.True(after[2] < 3 * before[2], $"{before[2]} before, {after[2]} after");
    }

    [Fact]
    public void Evaluate_AnyRequests_IsFiniteAndPositive() =>
        Prop.ForAll<int>(seed =>
        {
            var (belief, random, time) = (new ArrivalBelief(), new Random(seed), 0.0);
            for (var i = 0; i < 100; i++)
            {
                time += random.Next(4) == 0 ? 0 : Math.Pow(10, 4 * random.NextDouble() - 1);
                var client = random.Next(6) - 1;
                belief.Arrive(time, random.Next(Math.Min(belief.Services, 8) + 1), client);
                if (random.Next(2) == 0)
                {
                    belief.Finish(time, client, 100 * random.NextDouble());
                }
            }

            var rates = Rates(belief, time + 1);
            Assert.All(rates, r => Assert.InRange(r, double.Epsilon, 1e3));
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Arrive_AServiceThatLeavesAGap_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArrivalBelief().Arrive(0, service: 1));

    // Clients come one after the other, ask a minute apart, and are answered after ten seconds.
    private static double Visits(ArrivalBelief belief, int visits, Func<int, int> services, int perVisit, Func<int, int>? next = null)
    {
        var time = 0.0;
        for (var known = 0; known < 4 && next is not null; known++)
        {
            belief.Arrive(time++, known);
        }

        for (var visit = 0; visit < visits; visit++, time += 1_200)
        {
            var service = services(visit);
            for (var i = 0; i < perVisit; i++, time += 50)
            {
                belief.Arrive(time, service, visit);
                time += 10;
                belief.Finish(time, visit, 10);
                service = next?.Invoke(service) ?? service;
            }
        }

        return time - 1_200;
    }

    private static double[] Rates(ArrivalBelief belief, double time)
    {
        var rates = new double[belief.Services];
        belief.Evaluate(time, rates);
        return rates;
    }
}
