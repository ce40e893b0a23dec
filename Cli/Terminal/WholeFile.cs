namespace Headroom.Cli.Terminal;

/// <summary>Writes a file whole or not at all: beside its place first, then renamed.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">The place cannot be written; nothing is left beside it.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        var beside = path + ".new";
        try
        {
            await File.WriteAllTextAsync(beside, text, ct);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
