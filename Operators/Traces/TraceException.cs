namespace Headroom.Operators.Traces;

/// <summary>A trace that cannot be used; the message names the file, the row or column, and what is allowed.</summary>
public sealed class TraceException : Exception
{
    public TraceException(string message)
        : base(message)
    {
    }

    public TraceException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
