using Headroom.Simulation.ColdStarts;
using Headroom.Simulation.Events;
using MathNet.Numerics;

namespace Headroom.Simulation.Workloads;

/// <summary>
/// Functions of a serverless platform with the shape that was published of one region: 2,418 functions, 60% called by timers; 30%
/// of cold starts from those, 20% from workflows; gaps of the rest Weibull with shape .418; with a keep-alive of 60 s as many
/// cold starts a day as there.
/// </summary>
/// <remarks>
/// "Serverless Cold Starts and Where to Find Them", EuroSys 2025. Not published, and assumed here: the periods and jitter of
/// timers, how unlike functions are, how long they run, how workflows hang together.
/// </remarks>
public sealed class FunctionPopulation
{
    /// <summary>Functions of the published region.</summary>
    public const int PublishedFunctions = 2_418;

    private const double TimerShare = 0.6;
    private const double WorkflowShare = 2.0 / 15;
    private const double ColdStartsPerFunctionDay = 2_072_823.0 / PublishedFunctions / 31;
    private const double EventShareOfColdStarts = 0.5;
    private const double KeepAlive = 60;
    private const double Shape = 0.418;
    private const double SpreadOfScales = 1.5;
    private const double Day = 86_400;

    // Periods in seconds, and how many of a thousand timers have them: 14 ticks a timer and day.
    private static readonly (double Period, int PerThousand)[] Periods =
        [(300, 10), (600, 15), (900, 20), (1_800, 50), (3_600, 150), (21_600, 150), (86_400, 605)];

    private readonly Random _random;
    private readonly double _seconds;
    private readonly List<(double Time, double Duration, int Function)> _calls = [];
    private readonly List<FunctionKind> _kinds = [];

    private FunctionPopulation(int functions, double days, int seed)
    {
        (_random, _seconds) = (Seeds.For(seed, "functions"), days * Day);
        var (timers, workflows) = ((int)(TimerShare * functions), (int)(WorkflowShare * functions));
        for (var i = 0; i < timers; i++)
        {
            AddTimer(_kinds.Count);
        }

        var events = functions - timers - workflows;
        var first = _kinds.Count;
        AddEvents(events, EventShareOfColdStarts * ColdStartsPerFunctionDay * functions);
        var led = _calls.Where(c => c.Function >= first).ToLookup(static c => c.Function);
        for (var i = 0; i < workflows; i++)
        {
            AddFollower(_kinds.Count, led[first + _random.Next(events)]);
        }
    }

    /// <summary>Calls in order of time; functions are numbered in the order of first use.</summary>
    public IReadOnlyList<TracedRequest> Requests { get; private set; } = [];

    /// <summary>By function.</summary>
    public IReadOnlyList<FunctionKind> Kinds { get; private set; } = [];

    /// <param name="functions">≥ 20.</param>
    /// <param name="days">&gt; 0.</param>
    /// <param name="seed">Of the run.</param>
    public static FunctionPopulation Draw(int functions, double days, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(functions, 20);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var population = new FunctionPopulation(functions, days, seed);
        population.Number();
        return population;
    }

    private void AddTimer(int function)
    {
        _kinds.Add(FunctionKind.Timer);
        var (draw, choice) = (_random.Next(1_000), 0);
        for (; draw >= Periods[choice].PerThousand; choice++)
        {
            draw -= Periods[choice].PerThousand;
        }

        var (period, jitter, run) = (Periods[choice].Period, 0.2 + 2 * _random.NextDouble(), TypicalRun());
        for (var tick = period * _random.NextDouble(); tick < _seconds; tick += period)
        {
            // Late, never early.
            Call(tick + jitter * Math.Abs(Normal()), run, function);
        }
    }

    private void AddEvents(int functions, double coldStartsPerDay)
    {
        double[] spread = [.. Enumerable.Range(0, functions).Select(_ => Math.Exp(SpreadOfScales * Normal()))];
        var (low, high) = (10.0, 1e6);
        while (high / low > 1.001)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = spread.Sum(s => ColdStartsPerDay(s * middle)) > coldStartsPerDay ? (middle, high) : (low, middle);
        }

        foreach (var own in spread)
        {
            var (function, scale, run) = (_kinds.Count, own * low, TypicalRun());
            _kinds.Add(FunctionKind.Event);
            for (var time = Gap(scale) * _random.NextDouble(); time < _seconds; time += Gap(scale))
            {
                Call(time, run, function);
            }
        }
    }

    private void AddFollower(int function, IEnumerable<(double Time, double Duration, int Function)> led)
    {
        _kinds.Add(FunctionKind.Workflow);
        var (share, delay, run) = (0.6 + 0.4 * _random.NextDouble(), Math.Exp(Normal()), TypicalRun());
        foreach (var (time, duration, _) in led)
        {
            if (_random.NextDouble() < share)
            {
                Call(time + duration + delay * Math.Exp(0.3 * Normal()), run, function);
            }
        }
    }

    // With a keep-alive of 60 s, of a function whose gaps are Weibull.
    private static double ColdStartsPerDay(double scale) =>
        Day / (scale * SpecialFunctions.Gamma(1 + 1 / Shape)) * Math.Exp(-Math.Pow(KeepAlive / scale, Shape));

    private double Gap(double scale) => scale * Math.Pow(-Math.Log(1 - _random.NextDouble()), 1 / Shape);

    private double TypicalRun() => 0.5 * Math.Exp(Normal());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private void Call(double time, double typicalRun, int function)
    {
        if (time < _seconds)
        {
            _calls.Add((time, typicalRun * Math.Exp(0.5 * Normal()), function));
        }
    }

    private void Number()
    {
        var numbers = new Dictionary<int, int>();
        var kinds = new List<FunctionKind>();
        var requests = new List<TracedRequest>(_calls.Count);
        foreach (var (time, duration, function) in _calls.OrderBy(static c => c.Time))
        {
            if (!numbers.TryGetValue(function, out var number))
            {
                numbers[function] = number = kinds.Count;
                kinds.Add(_kinds[function]);
            }

            requests.Add(new TracedRequest(time, duration, number, -1));
        }

        _calls.Clear();
        (Requests, Kinds) = (requests, kinds);
    }
}
