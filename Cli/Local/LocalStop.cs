namespace Headroom.Cli.Local;

/// <summary>Ends a run from another terminal; reset also deletes what it kept.</summary>
internal static class LocalStop
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(StateFolder state, bool isReset, CancellationToken ct)
    {
        if (RunningSupervisor.Find(state) is { } running)
        {
            if (!await running.StopAsync(Limit, TimeProvider.System, ct))
            {
                throw new LocalException($"process {running.Id} did not end within {Limit.TotalSeconds:0} s; its logs are in {state.Logs}");
            }

            Console.WriteLine("Headroom stopped.");
        }
        else
        {
            Console.WriteLine("Headroom does not run here.");
        }

        if (isReset && Directory.Exists(state.Path))
        {
            Directory.Delete(state.Path, recursive: true);
            Console.WriteLine($"{state.Path} deleted.");
        }

        return 0;
    }
}
