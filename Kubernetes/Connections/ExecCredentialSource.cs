using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Headroom.Kubernetes.Connections;

/// <summary>Credentials from a plugin, kept until they expire or are refused.</summary>
internal sealed class ExecCredentialSource(ExecCommand command, TimeProvider time)
    : IBearerTokenSource, IClientCertificateSource, IDisposable
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(60);

    // Fetched a little early, so that a token does not expire on its way to the server.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ExecCredentialStatus? _status;
    private volatile X509Certificate2? _certificate;
    private string? _pem;

    public X509Certificate2? Current => _certificate;

    public async ValueTask<string?> GetTokenAsync(CancellationToken ct)
    {
        if (Fresh() is { } known)
        {
            return known.Token;
        }

        await _gate.WaitAsync(ct);
        try
        {
            if (Fresh() is { } byNow)
            {
                return byNow.Token;
            }

            var status = await RunAsync(ct);
            if (status.ClientCertificateData != _pem)
            {
                // The same object for the same certificate: a new one would open new connections.
                _pem = status.ClientCertificateData;
                _certificate = _pem is null ? null : X509Certificate2.CreateFromPem(_pem, status.ClientKeyData ?? "");
            }

            _status = status;
            return status.Token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Invalidate(string? rejected)
    {
        if (_status is { } status && status.Token == rejected)
        {
            _status = null;
        }
    }

    public void Dispose() => _gate.Dispose();

    private ExecCredentialStatus? Fresh() =>
        _status is { } status && (status.ExpirationTimestamp is not { } end || time.GetUtcNow() + Margin < end) ? status : null;

    private async Task<ExecCredentialStatus> RunAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(RunLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var process = Start();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(both.Token);
            var output = await process.StandardOutput.ReadToEndAsync(both.Token);
            await process.WaitForExitAsync(both.Token);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"'{command.Command}' exited with {process.ExitCode}: {(await errors).Trim()}");
            }

            var credential = JsonSerializer.Deserialize(output, ExecCredentialJson.Default.ExecCredential);
            if (credential?.ApiVersion is { } answered && answered != command.ApiVersion)
            {
                throw new InvalidOperationException($"'{command.Command}' answered in {answered}, not in {command.ApiVersion}");
            }

            return credential?.Status is { } status && (status.Token ?? status.ClientCertificateData) is not null
                ? status
                : throw new InvalidOperationException($"'{command.Command}' answered without a token or a client certificate");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command.Command, command.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = command.Question;
        try
        {
            return Process.Start(start) ?? throw new UnreachableException("a process was started without a shell");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"cannot run '{command.Command}': {e.Message} {command.InstallHint}".Trim(), e);
        }
    }
}
