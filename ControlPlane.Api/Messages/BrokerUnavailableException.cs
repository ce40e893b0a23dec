namespace Headroom.ControlPlane.Api.Messages;

/// <summary>The broker did not confirm: a type of its own, so that it is never taken for the database's absence.</summary>
internal sealed class BrokerUnavailableException(string message, Exception inner) : Exception(message, inner);
