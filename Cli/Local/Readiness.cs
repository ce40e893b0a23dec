namespace Headroom.Cli.Local;

/// <summary>Asks a program that was just started whether it is ready.</summary>
internal static class Readiness
{
    /// <returns>False when it is not, or does not answer.</returns>
    public static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync("/readyz", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
