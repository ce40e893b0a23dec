using Headroom.Cli.Terminal;

namespace Headroom.Cli.Report;

/// <summary>The file behind --html.</summary>
internal static class ReportFile
{
    /// <summary>Before minutes of work, not after.</summary>
    /// <exception cref="OptionException">Nothing can be written there.</exception>
    public static void RefuseUnwritable(string? file)
    {
        if (file is not null && (Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))))
        {
            throw OptionException.Of("--html", file, "a file in a folder that exists");
        }
    }

    /// <exception cref="OptionException">Nothing can be written there after all.</exception>
    public static async Task WriteAsync(string file, string text, CancellationToken ct)
    {
        try
        {
            await WholeFile.WriteAsync(file, text, ct);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--html: {file} cannot be written: {error.Message}", error);
        }
    }
}
