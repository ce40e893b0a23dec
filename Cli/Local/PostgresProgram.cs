using System.Diagnostics;

namespace Headroom.Cli.Local;

/// <summary>A private PostgreSQL from this machine's own binaries, on loopback, with a password of its own.</summary>
internal sealed class PostgresProgram(StateFolder state, int port, TimeProvider time)
{
    private static readonly string[] Folders =
        [.. Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [],
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')];

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={port};Username=headroom;Database=headroom;Password={StateFolder.Secret(state.PostgresPassword)};Maximum Pool Size=20";

    /// <exception cref="LocalException">The binaries are missing, or it does not start.</exception>
    public async Task<ChildProcess> StartAsync(CancellationToken ct)
    {
        var binaries = Folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")))
            ?? throw new LocalException("PostgreSQL is not installed: apt-get install postgresql (version 15 or newer)");
        var isNew = !File.Exists(Path.Combine(state.Postgres, "PG_VERSION"));
        if (isNew)
        {
            await InitializeAsync(binaries, ct);
        }

        var (program, arguments) = AsOwner(
            Path.Combine(binaries, "postgres"),
            ["-D", state.Postgres, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        // INT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
        var server = ChildProcess.Start("postgres", program, arguments, new Dictionary<string, string>(), state, "INT", time);
        await server.WaitUntilAsync(c => SucceedsAsync(Path.Combine(binaries, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", $"{port}", "-U", "headroom"], c), TimeSpan.FromSeconds(60), ct);
        await CreateDatabaseAsync(binaries, ct);
        return server;
    }

    private async Task InitializeAsync(string binaries, CancellationToken ct)
    {
        Directory.CreateDirectory(state.Postgres);
        // initdb reads the password as the user that PostgreSQL runs as.
        _ = StateFolder.Secret(state.PostgresPassword);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["postgres:postgres", state.Postgres], ct);
        }

        var (program, arguments) = AsOwner(
            Path.Combine(binaries, "initdb"),
            ["-D", state.Postgres, "-U", "headroom", "-A", "scram-sha-256", $"--pwfile={state.PostgresPassword}", "-E", "UTF8", "--locale=C"]);
        await RunAsync(program, arguments, ct);
    }

    private async Task CreateDatabaseAsync(string binaries, CancellationToken ct)
    {
        string[] connect = ["-h", "127.0.0.1", "-p", $"{port}", "-U", "headroom"];
        if (!await SucceedsAsync(Path.Combine(binaries, "psql"), [.. connect, "-d", "headroom", "-qc", "select 1"], ct))
        {
            await RunAsync(Path.Combine(binaries, "createdb"), [.. connect, "headroom"], ct);
        }
    }

    // PostgreSQL refuses to run as root; the capability lets its user enter folders that only root may.
    private static (string Program, string[] Arguments) AsOwner(string program, string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override", program, .. arguments])
            : (program, arguments);

    private async Task<bool> SucceedsAsync(string program, string[] arguments, CancellationToken ct) =>
        (await ExecuteAsync(program, arguments, ct)).ExitCode == 0;

    private async Task RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        var (code, output) = await ExecuteAsync(program, arguments, ct);
        if (code != 0)
        {
            throw new LocalException($"{Path.GetFileName(program)} failed with code {code}: {output}");
        }
    }

    private async Task<(int ExitCode, string Output)> ExecuteAsync(string program, string[] arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = state.Path,
        };
        start.Environment["PGPASSWORD"] = StateFolder.Secret(state.PostgresPassword);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new LocalException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, (await output + await errors).Trim());
    }
}
