namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>The process cannot start as it is configured; the message is for the person who configured it.</summary>
internal sealed class StartupException(string message) : Exception(message);
