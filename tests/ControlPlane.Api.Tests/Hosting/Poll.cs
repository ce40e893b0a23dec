using System.Diagnostics;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>Waits for a condition, and fails with what was seen last.</summary>
internal static class Poll
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<T> GetAsync<T>(Func<Task<T>> observe, Func<T, bool> isDone)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var seen = await observe();
            if (isDone(seen))
            {
                return seen;
            }

            Assert.True(clock.Elapsed < Limit, $"Not within {Limit}: {seen}");
            await Task.Delay(25);
        }
    }

    public static Task<T> GetAsync<T>(Func<T> observe, Func<T, bool> isDone) => GetAsync(() => Task.FromResult(observe()), isDone);
}
