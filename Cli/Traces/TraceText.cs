using Headroom.Cli.Terminal;
using Headroom.Operators.Traces;

namespace Headroom.Cli.Traces;

/// <summary>Reads the file behind --trace.</summary>
internal static class TraceText
{
    /// <exception cref="OptionException">The file is not there or cannot be used; the message says why.</exception>
    public static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TraceException error)
        {
            throw new OptionException($"--trace: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--trace: {file} cannot be read: {error.Message}", error);
        }
    }
}
