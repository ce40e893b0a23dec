namespace Headroom.Cli.Terminal;

/// <summary>An option that cannot be used; the message names it, its value and what is allowed.</summary>
internal sealed class OptionException : Exception
{
    public OptionException(string message)
        : base(message)
    {
    }

    public OptionException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public static OptionException Of(string option, string value, string allowed) => new($"{option}: '{value}' is not allowed: {allowed}");
}
