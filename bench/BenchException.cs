namespace Headroom.Bench;

/// <summary>A benchmark that could not run; the message says what it misses.</summary>
internal sealed class BenchException(string message) : Exception(message);
