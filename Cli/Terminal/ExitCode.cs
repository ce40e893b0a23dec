namespace Headroom.Cli.Terminal;

/// <summary>What commands end with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something outside failed, such as a server, or what was looked at is not well.</summary>
    public const int Failed = 1;

    /// <summary>An option cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;
}
