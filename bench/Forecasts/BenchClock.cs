namespace Headroom.Bench.Forecasts;

/// <summary>Says what is done after how many seconds.</summary>
internal sealed class BenchClock
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public double Seconds => TimeProvider.System.GetElapsedTime(_start).TotalSeconds;

    public void Say(string text) => Console.WriteLine($"[{Seconds,5:0} s] {text}");
}
