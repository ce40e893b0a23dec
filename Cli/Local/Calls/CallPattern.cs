namespace Headroom.Cli.Local.Calls;

/// <summary>When a service is called, on the wall clock: activators and keep-alives live on it whatever a replay does.</summary>
/// <param name="Host">It is called by.</param>
/// <param name="Gaps">Seconds to wait before each call, endless.</param>
internal sealed record CallPattern(string Host, IEnumerable<double> Gaps)
{
    /// <summary>The three services of examples/serverless.yaml.</summary>
    public static IReadOnlyList<CallPattern> Examples(Random random) =>
    [
        new("steady.localhost", Steady(random)),
        new("bursty.localhost", Bursty(random)),
        new("timer.localhost", Timer()),
    ];

    /// <summary>Independent calls, one in four seconds.</summary>
    public static IEnumerable<double> Steady(Random random)
    {
        while (true)
        {
            yield return Exponential(random, 4);
        }
    }

    /// <summary>Ten to thirty calls within some seconds, then nothing for about two minutes.</summary>
    public static IEnumerable<double> Bursty(Random random)
    {
        while (true)
        {
            yield return Exponential(random, 120);
            for (var left = random.Next(10, 30); left > 0; left--)
            {
                yield return Exponential(random, 0.2);
            }
        }
    }

    /// <summary>Once in 90 seconds.</summary>
    public static IEnumerable<double> Timer()
    {
        // The first comes soon: whoever started the run looks at it now.
        yield return 5;
        while (true)
        {
            yield return 90;
        }
    }

    private static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());
}
