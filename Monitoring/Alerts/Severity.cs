namespace Headroom.Monitoring.Alerts;

/// <summary>Who has to do what about it.</summary>
internal enum Severity
{
    /// <summary>Good to know; nobody is called.</summary>
    Info,

    /// <summary>Somebody should look in working hours.</summary>
    Warning,

    /// <summary>Somebody is called now.</summary>
    Critical,
}
