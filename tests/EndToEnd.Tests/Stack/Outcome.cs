namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>How a program ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    /// <summary>What stands on the error stream, without the last line's end.</summary>
    public string[] ErrorLines => Errors.TrimEnd('\n').Split('\n');

    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public string Succeeded() =>
        ExitCode == 0 ? Output : throw new InvalidOperationException($"ended with code {ExitCode}: {Errors}{Output}");
}
