using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>The launcher in the foreground, as <c>./run</c> has it.</summary>
internal sealed partial class Launcher : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _rest;

    private Launcher(Process process, string banner, Task<string> errors)
    {
        _process = process;
        Banner = banner;
        _errors = errors;
        _rest = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Everything it said until it was up.</summary>
    public string Banner { get; }

    public string SignInLink => LinkPattern().Match(Banner).Value;

    public string Kubeconfig => KubeconfigPattern().Match(Banner).Groups["path"].Value;

    /// <summary>Starts it and reads until the banner's last line.</summary>
    /// <exception cref="InvalidOperationException">It ended first.</exception>
    public static async Task<Launcher> StartAsync(Checkout checkout, params string[] options)
    {
        // Whoever starts the tests in the background hands down an ignored interrupt, and this is to answer to one.
        var process = Process.Start(Programs.Describe("env", ["--default-signal=INT", "dotnet", .. checkout.StartCommand(options)]))!; // Null only with UseShellExecute.
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var banner = "";
        while (!KubeconfigPattern().IsMatch(banner))
        {
            var line = await process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"the launcher ended before it was up: {await errors}{banner}");
            banner += line + "\n";
        }

        return new Launcher(process, banner, errors);
    }

    public async Task SignalAsync(string signal) => await Programs.SignalAsync(_process.Id, signal);

    /// <returns>False when it runs on for this long.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var end = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(end.Token);
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Waits for its end; the signal was sent.</summary>
    public async Task<Outcome> EndedAsync()
    {
        Assert.True(await EndsWithinAsync(Wait.Patience), "the launcher did not end");
        return new Outcome(_process.ExitCode, await _rest, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            await EndedAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"http://\S+/signin\?code=\w+", RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"^KUBECONFIG=(?<path>\S+)\n", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex KubeconfigPattern();
}
