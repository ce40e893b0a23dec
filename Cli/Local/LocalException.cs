namespace Headroom.Cli.Local;

/// <summary>Something the person at the keyboard can mend; the message says what and how.</summary>
internal sealed class LocalException : Exception
{
    public LocalException(string message)
        : base(message)
    {
    }

    public LocalException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
