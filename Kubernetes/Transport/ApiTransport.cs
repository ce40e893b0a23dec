using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Json;
using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Transport;

/// <summary>Sends requests: who we are, how long we wait, and when we try again.</summary>
internal sealed partial class ApiTransport : IDisposable
{
    private const int MaxAttempts = 5;

    // A server that asks for more has told the caller something to act on; waiting silently would hide it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly string UserAgent = $"headroom/{ProductVersion()}";

    private readonly KubernetesConnection _connection;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConnectionPools _pools;
    private readonly string _root;

    public ApiTransport(KubernetesConnection connection, TimeProvider time, ILogger logger)
    {
        _connection = connection;
        _time = time;
        _logger = logger;
        _pools = new ConnectionPools(connection);
        _root = connection.Server.AbsoluteUri.TrimEnd('/');
    }

    public void Dispose() => _pools.Dispose();

    /// <returns>The whole body of a successful answer.</returns>
    /// <exception cref="KubernetesApiException">The server refused.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached, or the answer broke off.</exception>
    /// <exception cref="TimeoutException">No whole answer in time.</exception>
    public async Task<PooledBody> SendAsync(ApiRequest request, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(request, ct);
            }
            catch (KubernetesApiException e) when (ShouldRetry(request, e, attempt))
            {
                var wait = e.RetryAfter ?? TimeSpan.Zero;
                LogRetry(request.Method.Method, request.Path, wait);
                await Task.Delay(wait, _time, ct);
            }
        }
    }

    /// <summary>Opens a stream; only its head is limited in time. The caller disposes the response.</summary>
    /// <exception cref="KubernetesApiException">The server refused.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    /// <exception cref="TimeoutException">No head in time.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = _time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), // state is the source passed beside it
            limit,
            _connection.RequestTimeout,
            Timeout.InfiniteTimeSpan);
        try
        {
            var response = await SendOnceAsync(request, limit.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            using (var body = await PooledBody.ReadAsync(response.Content, limit.Token))
            {
                throw Refusal(response, body.Span);
            }
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.Path}: no answer in {_connection.RequestTimeout}", e);
        }
    }

    private async Task<PooledBody> AttemptAsync(ApiRequest request, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_connection.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await SendOnceAsync(request, both.Token);
            var body = await PooledBody.ReadAsync(response.Content, both.Token);
            if (response.IsSuccessStatusCode)
            {
                return body;
            }

            using (body)
            {
                throw Refusal(response, body.Span);
            }
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.Path}: no answer in {_connection.RequestTimeout}", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException($"{request.Method} {request.Path}: the answer broke off", e);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken ct)
    {
        var token = await TokenAsync(ct);
        var pool = _pools.Current;
        var response = await ExchangeAsync(request, pool, token, ct);
        if (response.StatusCode != HttpStatusCode.Unauthorized || _connection.Token is not { } source)
        {
            return response;
        }

        // Once: a rotated credential gets through now, and a revoked one is the caller's to hear about.
        source.Invalidate(token);
        var fresh = await TokenAsync(ct);
        var freshPool = _pools.Current;
        if (fresh == token && freshPool == pool)
        {
            return response;
        }

        response.Dispose();
        return await ExchangeAsync(request, freshPool, fresh, ct);
    }

    private async Task<HttpResponseMessage> ExchangeAsync(ApiRequest request, HttpMessageInvoker pool, string? token, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, _root + request.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (_connection.TlsServerName is { } name)
        {
            // The handler checks the certificate against the Host header; SslOptions.TargetHost is overwritten by it.
            message.Headers.Host = name;
        }

        if (token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (request.Body is { } body)
        {
            message.Content = request.Guard is { } guard ? new GuardedContent(body, guard) : new ReadOnlyMemoryContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        request.Guard?.ThrowIfExpired();
        try
        {
            var response = await pool.SendAsync(message, ct);
            ClientMetrics.CountRequest(request.Method, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
            return response;
        }
        catch (Exception e)
        {
            ClientMetrics.CountRequest(request.Method, "<error>");
            if (e is SocketException)
            {
                // The handler lets it through bare when a server hangs up at the very moment of connecting.
                throw new HttpRequestException($"{request.Method} {request.Path}: the connection was cut as it opened", e);
            }

            throw;
        }
    }

    private ValueTask<string?> TokenAsync(CancellationToken ct) => _connection.Token?.GetTokenAsync(ct) ?? default;

    private static bool ShouldRetry(ApiRequest request, KubernetesApiException refusal, int attempt) =>
        refusal.Status.Code is 429 or 503
        && refusal.RetryAfter <= LongestWait
        && request.MayRetry
        && attempt < MaxAttempts;

    private KubernetesApiException Refusal(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var code = (int)response.StatusCode;
        ApiStatus? status = null;
        if (response.Content.Headers.ContentType?.MediaType is MediaTypes.Json)
        {
            try
            {
                status = JsonSerializer.Deserialize(body, KubernetesJson.Default.ApiStatus);
            }
            catch (JsonException)
            {
                // A proxy's answer, not the API server's: the status line is all there is to report.
            }
        }

        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        status = (status ?? new ApiStatus { Reason = response.ReasonPhrase }) with { Code = code };
        return new KubernetesApiException(status, wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
    }

    private static string ProductVersion() =>
        typeof(ApiTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? "0";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} was turned away; trying again after {Wait}")]
    private partial void LogRetry(string method, string path, TimeSpan wait);
}
