using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Headroom.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <exception cref="TimeoutException">It did not come true; the message repeats it.</exception>
    public static async Task HoldsAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"did not come true within {Patience}: {text}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
