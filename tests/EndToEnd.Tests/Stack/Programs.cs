using System.Diagnostics;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>Runs a program to its end.</summary>
internal static class Programs
{
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static ProcessStartInfo Describe(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public static async Task SignalAsync(int id, string signal) => (await RunAsync("kill", [$"-{signal}", $"{id}"])).Succeeded();

    /// <exception cref="TimeoutException">It did not end within twice the patience of a test; it is killed.</exception>
    public static async Task<Outcome> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        using var process = Process.Start(Describe(program, arguments, environment))!; // Null only with UseShellExecute.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(2 * Wait.Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException error)
        {
            process.Kill();
            throw new TimeoutException($"{program} {string.Join(' ', process.StartInfo.ArgumentList)} did not end", error);
        }

        return new Outcome(process.ExitCode, await output, await errors);
    }
}
