using Npgsql;

namespace Headroom.ControlPlane.Api.Store;

internal static class StoreConnectionString
{
    /// <summary>Fills in what the text leaves open: short time-outs, since everything runs on without a database.</summary>
    public static string WithDefaults(string text)
    {
        var given = new NpgsqlConnectionStringBuilder(text);
        var builder = new NpgsqlConnectionStringBuilder(text);
        if (!given.ShouldSerialize("Timeout"))
        {
            builder.Timeout = 5;
        }

        if (!given.ShouldSerialize("Command Timeout"))
        {
            builder.CommandTimeout = 10;
        }

        if (!given.ShouldSerialize("Maximum Pool Size"))
        {
            builder.MaxPoolSize = 16;
        }

        if (!given.ShouldSerialize("Application Name"))
        {
            builder.ApplicationName = "headroom";
        }

        return builder.ConnectionString;
    }
}
