using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Headroom.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    // Long, since a busy machine may starve a process it has just started; a condition that holds costs none of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <exception cref="TimeoutException">It did not come true; the message repeats it.</exception>
    public static Task HoldsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        HoldsAsync(() => Task.FromResult(condition()), text);

    /// <summary>A condition that has to be asked for: one that blocks would take the threads that its answer needs.</summary>
    /// <exception cref="TimeoutException">It did not come true; the message repeats it.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"did not come true within {Patience}: {text}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
