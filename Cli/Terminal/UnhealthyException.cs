namespace Headroom.Cli.Terminal;

/// <summary>The command did its work, and what it looked at is not well.</summary>
internal sealed class UnhealthyException(string message) : Exception(message);
