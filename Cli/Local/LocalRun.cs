using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Headroom.Cli.Local.Calls;

namespace Headroom.Cli.Local;

/// <summary>Starts PostgreSQL, the local cluster, the control plane, the activator and the examples; calls the example services; stays until told to end; ends what it started.</summary>
internal sealed partial class LocalRun(LocalOptions options, TimeProvider time)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ClockSaved = TimeSpan.FromSeconds(5);

    private readonly Stack<ChildProcess> _children = new();
    private readonly StateFolder _state = options.State;

    /// <exception cref="LocalException">Another run of this checkout is up.</exception>
    public static void RefuseSecond(StateFolder state)
    {
        if (RunningSupervisor.Find(state) is { } running)
        {
            var banner = File.Exists(state.Banner) ? "\n" + File.ReadAllText(state.Banner) : "";
            throw new LocalException($"it already runs here (process {running.Id}); ./run --stop ends it{banner}");
        }
    }

    public async Task<int> RunAsync(CancellationToken ct)
    {
        RefuseSecond(_state);
        var load = ReplayedLoad.Load(options.Trace, options.Column, time.GetUtcNow());
        RefuseTaken();
        _state.Create();
        File.Delete(_state.Banner);
        RunningSupervisor.Current().Save(_state);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => EndOn(context, end));
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => EndOn(context, end));
        try
        {
            var anchor = Anchor();
            await StartAllAsync(load, anchor, end.Token);
            using var caller = new ServiceCaller(ServicesUrl, Path.Combine(_state.Logs, "calls.log"), time);
            var calls = caller.RunAsync(CallPattern.Examples(new Random(42)), end.Token);
            try
            {
                await StayAsync(anchor, end.Token);
            }
            finally
            {
                await end.CancelAsync();
                await calls;
            }

            return 1;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await StopAllAsync();
        }
    }

    private static void EndOn(PosixSignalContext context, CancellationTokenSource end)
    {
        context.Cancel = true;
        end.Cancel();
    }

    private async Task StartAllAsync(ReplayedLoad load, DateTimeOffset anchor, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Path.Combine(_state.Traces, "load.csv"), load.Text, ct);
        Say("PostgreSQL …");
        var postgres = new PostgresProgram(_state, options.PostgresPort, time);
        _children.Push(await postgres.StartAsync(ct));
        Say("local cluster …");
        _children.Push(await StartClusterAsync(ct));
        Say("control plane …");
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var seeder = new ExampleSeeder(_state, Path.Combine(options.Root, "charts/headroom/crds"), Path.Combine(options.Root, "examples"), time);
        // The kinds first: the control plane watches them from its first moment.
        await seeder.ApplyDefinitionsAsync(ct);
        AgentCertificate.Write(_state, time.GetUtcNow());
        var activator = new ActivatorProgram(_state, Built("Activator", "headroom-activator"), options.ServicesPort, postgres.ConnectionString, time);
        _children.Push(await StartControlPlaneAsync(postgres, activator, code, anchor, ct));
        Say("activator …");
        _children.Push(await activator.StartAsync(StartLimit, ct));
        Say("examples …");
        await seeder.ApplyExamplesAsync(load, ct);
        // Nobody waits for them: the rest is up without a simulated row.
        _children.Push(StartNodes());
        var banner = Banner(load, code);
        await File.WriteAllTextAsync(_state.Banner + ".new", banner, ct);
        File.Move(_state.Banner + ".new", _state.Banner, overwrite: true);
        Console.Write(banner);
    }

    private async Task<ChildProcess> StartClusterAsync(CancellationToken ct)
    {
        File.Delete(_state.Kubeconfig);
        var known = CorruptSnapshots();
        var cluster = ChildProcess.Start(
            "cluster", "dotnet",
            [Built("LocalCluster"), "--port", $"{options.ClusterPort}", "--speed", Invariant(options.Speed), "--kubeconfig", _state.Kubeconfig, "--snapshot", _state.ClusterSnapshot, "--nodes", Path.Combine(options.Root, "examples/cluster/nodes.yaml")],
            new Dictionary<string, string>(), _state, "TERM", time);
        await cluster.WaitUntilAsync(_ => Task.FromResult(File.Exists(_state.Kubeconfig)), StartLimit, ct);
        var token = TokenPattern().Match(await File.ReadAllTextAsync(_state.Kubeconfig, ct)).Groups["token"].Value;
        StateFolder.WriteSecret(_state.AdminToken, token);
        foreach (var aside in CorruptSnapshots().Except(known))
        {
            Console.WriteLine($"the local cluster's snapshot could not be read: it is kept as {aside}, and the cluster starts empty");
        }

        return cluster;
    }

    private string[] CorruptSnapshots() => Directory.GetFiles(_state.Path, Path.GetFileName(_state.ClusterSnapshot) + ".corrupt-*");

    private async Task<ChildProcess> StartControlPlaneAsync(PostgresProgram postgres, ActivatorProgram activator, string code, DateTimeOffset anchor, CancellationToken ct)
    {
        var url = $"http://127.0.0.1:{options.PortalPort}";
        var environment = new Dictionary<string, string>
        {
            ["Operator__Kubeconfig"] = _state.Kubeconfig,
            // glibc keeps a heap of its own for every few threads and rarely gives one back.
            ["MALLOC_ARENA_MAX"] = "2",
            ["Operator__TraceFolder"] = _state.Traces,
            ["Operator__Speed"] = Invariant(options.Speed),
            ["Operator__ClockAnchor"] = anchor.ToString("O", CultureInfo.InvariantCulture),
            ["ConnectionStrings__Headroom"] = postgres.ConnectionString,
            ["Serverless__Activators"] = activator.AdminUrl,
            ["Kestrel__Certificates__Default__Path"] = _state.AgentCertificate,
            ["Kestrel__Certificates__Default__KeyPath"] = _state.AgentKey,
            ["Access__OneTimeCode"] = code,
            ["Access__OneTimeTokenFile"] = _state.AdminToken,
        };
        var portal = Path.Combine(options.Root, "web/dist");
        if (Directory.Exists(portal))
        {
            environment["Portal__Directory"] = portal;
        }

        var api = ChildProcess.Start(
            "control-plane", "dotnet",
            [Built("ControlPlane.Api"), "--Http:Urls", url, "--Metrics:Url", url, "--Probes:Url", url, "--Agents:Url", AgentsUrl],
            environment, _state, "TERM", time);
        using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(5) };
        await api.WaitUntilAsync(c => Readiness.IsReadyAsync(http, c), StartLimit, ct);
        return api;
    }

    private Uri ServicesUrl => new($"http://127.0.0.1:{options.ServicesPort}");

    private string AgentsUrl => $"https://127.0.0.1:{options.AgentsPort}";

    private ChildProcess StartNodes() => ChildProcess.Start(
        "nodes", "dotnet",
        [Built("SimulatedNodes"), "--kubeconfig", _state.Kubeconfig, "--control-plane", AgentsUrl, "--ca-file", _state.AgentCertificate, "--state-dir", _state.Nodes, "--speed", Invariant(options.Speed)],
        new Dictionary<string, string> { ["MALLOC_ARENA_MAX"] = "2" }, _state, "TERM", time);

    private async Task StayAsync(DateTimeOffset anchor, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            await Task.WhenAny([.. _children.Select(c => c.Exited), Task.Delay(ClockSaved, time, ct)]);
            ct.ThrowIfCancellationRequested();
            var now = anchor + time.GetElapsedTime(begun) * options.Speed;
            await File.WriteAllTextAsync(_state.Clock, now.ToString("O", CultureInfo.InvariantCulture), ct);
            if (_children.FirstOrDefault(c => c.HasExited) is { } gone)
            {
                throw new LocalException($"{gone.Name} ended by itself; its log is {gone.Log}");
            }
        }
    }

    private async Task StopAllAsync()
    {
        while (_children.TryPop(out var child))
        {
            await child.DisposeAsync();
        }

        File.Delete(_state.Supervisor);
        File.Delete(_state.Banner);
    }

    private DateTimeOffset Anchor()
    {
        var now = time.GetUtcNow();
        return File.Exists(_state.Clock)
            && DateTimeOffset.TryParse(File.ReadAllText(_state.Clock), CultureInfo.InvariantCulture, out var saved) && saved > now
            ? saved
            : now;
    }

    private void RefuseTaken()
    {
        foreach (var (name, port) in options.Ports)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (SocketException error)
            {
                throw new LocalException($"{name}: {port} is taken by another process; choose another, for example {name} {port + 1000}", error);
            }
        }
    }

    private string Built(string project, string? name = null)
    {
        // The programs come from the same build as this one.
        var kind = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var path = Path.Combine(options.Root, project, "bin", kind, "net10.0", (name ?? $"Headroom.{project}") + ".dll");
        return File.Exists(path) ? path : throw new LocalException($"{path} is missing: build it with ./run");
    }

    private string Banner(ReplayedLoad load, string code) => $"""

        Headroom runs on a local evaluation cluster, {Invariant(options.Speed)}× faster than real time.
          load       {load.Name} ({load.Trace.Column}, {load.Trace.Values.Count} steps of {load.Trace.Step:g}{(load.Trace.Gaps > 0 ? $", {load.Trace.Gaps} missing" : "")}); one replica carries {Invariant(load.CapacityPerReplica)}
          portal     http://127.0.0.1:{options.PortalPort}
          sign in    http://127.0.0.1:{options.PortalPort}/signin?code={code}   (once; after that ./run --stop and ./run, or the token in {_state.AdminToken})
          kubectl    kubectl get pas -A        (also: describe, explain, wait --for=condition=Ready)
          power      kubectl get pdom,npow     (six simulated GPU servers on one feed; bursts, caps and a brake)
          services   kubectl get svl; curl http://timer.localhost:{options.ServicesPort}/     (at zero until asked; or curl -H 'Host: timer.localhost' http://127.0.0.1:{options.ServicesPort}/)
        KUBECONFIG={_state.Kubeconfig}

        """;

    private static void Say(string text) => Console.WriteLine($"starting {text}");

    private static string Invariant(double value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("token:\\s*\"?(?<token>[^\"\\s]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TokenPattern();
}
