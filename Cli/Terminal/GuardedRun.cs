using System.Runtime.InteropServices;
using Headroom.Kubernetes;
using Headroom.Operators.Traces;

namespace Headroom.Cli.Terminal;

/// <summary>Runs a command's work: Ctrl-C ends it, and what can be mended is said in one line.</summary>
internal static class GuardedRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            end.Cancel();
        });
        try
        {
            await work(end.Token);
            return ExitCode.Done;
        }
        catch (OptionException error)
        {
            await Console.Error.WriteLineAsync($"headroom: {error.Message}");
            return ExitCode.Usage;
        }
        catch (Exception error) when (error is TraceException or UnhealthyException or KubernetesApiException or HttpRequestException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"headroom: {error.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}
