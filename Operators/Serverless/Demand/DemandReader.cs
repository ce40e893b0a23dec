using System.Net;
using System.Text.Json;
using Headroom.Contracts.Demand;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Serverless.Demand;

/// <summary>Asks every activator for the demand once a second.</summary>
internal sealed partial class DemandReader(IOptions<ServerlessOptions> options, TimeProvider wall, ILogger<DemandReader> logger) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience });
    private volatile DemandPicture _picture = DemandPicture.Unknown;
    private bool _wasWhole = true;

    public DemandPicture Picture => _picture;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (string.IsNullOrEmpty(options.Value.Activators))
        {
            return;
        }

        var root = new Uri(options.Value.Activators);
        IReadOnlyDictionary<string, DemandReport?> before = new Dictionary<string, DemandReport?>();
        using var timer = new PeriodicTimer(Period, wall);
        do
        {
            var reports = await ReadAsync(root, ct);
            _picture = DemandPicture.Of(reports, before, wall.GetUtcNow());
            before = reports;
            if (_picture.IsWhole != _wasWhole)
            {
                _wasWhole = _picture.IsWhole;
                LogWhole(_picture.IsWhole, reports.Count);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyDictionary<string, DemandReport?>> ReadAsync(Uri root, CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(root.Host, ct);
            var asked = await Task.WhenAll(addresses.Distinct().Select(async a => (Address: a.ToString(), Report: await AskAsync(a, root.Port, ct))));
            return asked.ToDictionary(static a => a.Address, static a => a.Report);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return new Dictionary<string, DemandReport?>();
        }
    }

    private async Task<DemandReport?> AskAsync(IPAddress address, int port, CancellationToken ct)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, wall);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
            var body = await _http.GetByteArrayAsync(new Uri($"http://{new IPEndPoint(address, port)}{DemandReport.Path}"), both.Token);
            return JsonSerializer.Deserialize(body, DemandJson.Default.DemandReport);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Demand of the activators is whole: {IsWhole} ({Count} known); until it is, nothing is scaled in")]
    private partial void LogWhole(bool isWhole, int count);
}
