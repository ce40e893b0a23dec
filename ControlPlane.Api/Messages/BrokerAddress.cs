using Headroom.ControlPlane.Api.Hosting;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>Where RabbitMQ is: <c>Messaging:RabbitMq</c>, or the file that <c>Messaging:RabbitMqFile</c> names.</summary>
internal sealed class BrokerAddress
{
    private BrokerAddress(Uri? uri) => Uri = uri;

    /// <summary>With user and password; null when there is no broker.</summary>
    public Uri? Uri { get; }

    public bool IsConfigured => Uri is not null;

    public bool IsEncrypted => Uri?.Scheme == "amqps";

    public ushort Port => Uri is { Port: > 0 } uri ? (ushort)uri.Port : IsEncrypted ? (ushort)5671 : (ushort)5672;

    public string VirtualHost => Uri?.AbsolutePath is { Length: > 1 } path ? Uri.UnescapeDataString(path[1..]) : "/";

    /// <summary>Without user and password, for people.</summary>
    public string Display => $"{Uri?.Scheme}://{Uri?.Host}:{Port}/{VirtualHost.TrimStart('/')}";

    /// <exception cref="StartupException">It is no address of a broker, or there are two.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BrokerAddress Read(IConfiguration configuration)
    {
        string? text = configuration["Messaging:RabbitMq"];
        if (configuration["Messaging:RabbitMqFile"] is { Length: > 0 } file)
        {
            text = string.IsNullOrEmpty(text)
                ? File.ReadAllText(file).Trim()
                : throw new StartupException("Messaging:RabbitMq and Messaging:RabbitMqFile are both set");
        }

        if (string.IsNullOrEmpty(text))
        {
            return new BrokerAddress(null);
        }

        // The text is not repeated: it holds a password.
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "amqp" or "amqps", Host.Length: > 0 }
            ? new BrokerAddress(uri)
            : throw new StartupException("Messaging:RabbitMq is not an address such as amqps://user:password@rabbitmq.example:5671/headroom");
    }

    /// <returns>User and password; RabbitMQ's own default where none is given.</returns>
    public (string User, string Password) Credentials()
    {
        var parts = (Uri?.UserInfo ?? "").Split(':', 2);
        return parts is [{ Length: > 0 } user, .. var rest]
            ? (Uri.UnescapeDataString(user), rest is [var password] ? Uri.UnescapeDataString(password) : "")
            : ("guest", "guest");
    }
}
