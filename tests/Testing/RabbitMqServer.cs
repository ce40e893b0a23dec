using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Headroom.Testing;

/// <summary>
/// A real RabbitMQ from this machine's own binaries: private folders, name and epmd, free loopback ports, ended by process id.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-rabbit-").FullName;
    private readonly int _distributionPort = LoopbackPort.Free();
    private readonly int _epmdPort = LoopbackPort.Free();
    private Process? _epmd;
    private Process? _server;

    private RabbitMqServer() => File.WriteAllText(Path.Combine(_folder, "plugins"), "[].\n");

    public int Port { get; } = LoopbackPort.Free();

    public string Address => $"amqp://guest:guest@127.0.0.1:{Port}/";

    /// <summary>Whether RabbitMQ is on this machine.</summary>
    public static bool IsInstalled => File.Exists(Program) && FindEpmd() is not null;

    /// <param name="start">False makes a server that <see cref="StartAsync"/> starts later.</param>
    public static async Task<RabbitMqServer> CreateAsync(bool start = true)
    {
        var server = new RabbitMqServer();
        if (start)
        {
            await server.StartAsync();
        }

        return server;
    }

    public async Task StartAsync()
    {
        // Ours, in the foreground: otherwise the server leaves one behind that outlives it.
        _epmd ??= Launch(FindEpmd() ?? throw new InvalidOperationException("Erlang's epmd is not on this machine."), "-address", "127.0.0.1", "-port", $"{_epmdPort}");
        _server = Launch(Program);
        var clock = Stopwatch.StartNew();
        while (!await GreetsAsync())
        {
            if (_server.HasExited || clock.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"RabbitMQ did not start within {clock.Elapsed}; its log is {Log}:\n{Tail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>Ends it as a crash would; what was durable is there when it starts again.</summary>
    public async Task KillAsync()
    {
        if (_server is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true); // A shell, and Erlang below it.
            await running.WaitForExitAsync();
        }

        _server?.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_epmd is not null)
        {
            _epmd.Kill();
            await _epmd.WaitForExitAsync();
            _epmd.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Log => Path.Combine(_folder, "server.log");

    private static string? FindEpmd() =>
        new[] { "/usr/bin/epmd", "/usr/local/bin/epmd", "/usr/lib/erlang/bin/epmd" }.FirstOrDefault(File.Exists);

    // A broker that is ready answers a protocol that it does not speak with the one that it does.
    private async Task<bool> GreetsAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync(new byte[8]);
            return await client.GetStream().ReadAsync(new byte[8]) == 8;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private Process Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = _folder };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" >>server.log 2>&1", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private IEnumerable<(string Name, string Value)> Settings() =>
    [
        ("HOME", _folder),
        ("RABBITMQ_NODENAME", $"headroom{Port}@localhost"),
        ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_NODE_PORT", $"{Port}"),
        ("RABBITMQ_DIST_PORT", $"{_distributionPort}"),
        ("ERL_EPMD_PORT", $"{_epmdPort}"),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_MNESIA_BASE", Path.Combine(_folder, "mnesia")),
        ("RABBITMQ_LOG_BASE", Path.Combine(_folder, "log")),
        ("RABBITMQ_LOGS", "-"),
        ("RABBITMQ_CONFIG_FILE", Path.Combine(_folder, "none")),
        ("RABBITMQ_ADVANCED_CONFIG_FILE", Path.Combine(_folder, "none")),
        ("RABBITMQ_CONF_ENV_FILE", Path.Combine(_folder, "none")),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(_folder, "plugins")),
        ("RABBITMQ_PID_FILE", Path.Combine(_folder, "pid")),
        // One scheduler that sleeps when idle: it shares the machine with what is tested.
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none"),
    ];

    private string Tail()
    {
        using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(15));
    }
}
