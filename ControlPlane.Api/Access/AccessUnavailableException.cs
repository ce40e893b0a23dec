namespace Headroom.ControlPlane.Api.Access;

/// <summary>The cluster could not be asked who someone is or what they may do. Answered 503: never open.</summary>
internal sealed class AccessUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException);
