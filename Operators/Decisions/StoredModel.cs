namespace Headroom.Operators.Decisions;

/// <summary>A fitted forecast as it is kept outside the process.</summary>
/// <param name="Uid">The autoscaler's uid.</param>
/// <param name="FittedFor">The indicators and lengths it was fitted for, as text: a changed spec does not match.</param>
/// <param name="FittedAt">When, decision clock.</param>
/// <param name="Image">Versioned and checksummed inside.</param>
public sealed record StoredModel(string Uid, string FittedFor, DateTimeOffset FittedAt, byte[] Image);
