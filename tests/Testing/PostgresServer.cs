using System.Diagnostics;
using Npgsql;

namespace Headroom.Testing;

/// <summary>
/// A real PostgreSQL from this machine's own binaries: a private folder, a free loopback port, stopped by process id.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _binaries;
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-pg-").FullName;
    private Process? _process;

    private PostgresServer(string binaries, int port)
    {
        _binaries = binaries;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Where initdb and postgres lie; null when they are not on this machine.</summary>
    public static string? FindBinaries() =>
        new[] { "/usr/lib/postgresql/15/bin" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    /// <param name="start">False makes a server that <see cref="StartAsync"/> starts later.</param>
    public static async Task<PostgresServer> CreateAsync(bool start = true)
    {
        var server = new PostgresServer(
            FindBinaries() ?? throw new InvalidOperationException("PostgreSQL's binaries are not on this machine."), LoopbackPort.Free());
        await server.InitializeAsync();
        if (start)
        {
            await server.StartAsync();
        }

        return server;
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=headroom;Database={database};Timeout=5";

    public async Task StartAsync()
    {
        _process = Launch(
            "postgres",
            ["-D", Folder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]);
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || clock.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await _process.StandardError.ReadToEndAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Ends it as a crash would: connections break, nothing is said.</summary>
    public Task KillAsync() => SignalAsync("QUIT");

    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await SignalAsync("QUIT");
        Directory.Delete(_folder, recursive: true);
    }

    private string Folder => Path.Combine(_folder, "data");

    private async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            // The postgres user writes below a folder of root's.
            using var chown = Process.Start("chown", ["-R", "postgres:postgres", _folder]);
            await chown.WaitForExitAsync();
        }

        using var process = Launch("initdb", ["-D", Folder, "-U", "headroom", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb failed: {errors}");
        }
    }

    // PostgreSQL refuses to run as root; the capability lets the postgres user enter folders that are not its own.
    private Process Launch(string program, string[] arguments)
    {
        string path = Path.Combine(_binaries, program);
        var start = new ProcessStartInfo(Environment.IsPrivilegedProcess ? "setpriv" : path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _folder,
        };
        string[] drop = Environment.IsPrivilegedProcess
            ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override", path]
            : [];
        foreach (string argument in drop.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        if (_process is { HasExited: false } running)
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{running.Id}"]);
            await kill.WaitForExitAsync();
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }
}
