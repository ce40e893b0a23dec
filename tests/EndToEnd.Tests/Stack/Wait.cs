using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>Waits for a condition instead of for a time, on two busy cores.</summary>
internal static class Wait
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The first value for which the condition holds.</returns>
    /// <exception cref="TimeoutException">None came; the message holds the condition and the last value.</exception>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T>> read, Func<T, bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"within {Patience.TotalSeconds:0} s there was no {text}; the last was {value}");
            }

            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        UntilAsync(condition, static holds => holds, text);
}
