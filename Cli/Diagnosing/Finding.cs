namespace Headroom.Cli.Diagnosing;

/// <summary>What one check found.</summary>
/// <param name="Check">A few words.</param>
/// <param name="IsFine">Whether nothing needs to be done.</param>
/// <param name="Message">A sentence with the facts.</param>
/// <param name="Fix">What to do; null where nothing needs to be done.</param>
internal sealed record Finding(string Check, bool IsFine, string Message, string? Fix = null);
