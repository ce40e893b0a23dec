namespace Headroom.Contracts.Wire;

/// <summary>Bytes that are no message of the expected kind.</summary>
public sealed class WireFormatException(string message) : FormatException(message);
