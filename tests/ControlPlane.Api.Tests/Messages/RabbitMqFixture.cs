using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Testing;

namespace Headroom.ControlPlane.Api.Tests.Messages;

/// <summary>One broker for the tests of a class, which run one after the other and may end it.</summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    private RabbitMqServer? _server;

    /// <summary>The broker, running; skips the test where RabbitMQ or PostgreSQL are not on this machine.</summary>
    public RabbitMqServer Server
    {
        get
        {
            PostgresFixture.SkipWithoutPostgres();
            if (_server is null)
            {
                Assert.Skip("RabbitMQ is not on this machine (apt-get install rabbitmq-server).");
            }

            return _server;
        }
    }

    public async ValueTask InitializeAsync() => _server = RabbitMqServer.IsInstalled ? await RabbitMqServer.CreateAsync() : null;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
