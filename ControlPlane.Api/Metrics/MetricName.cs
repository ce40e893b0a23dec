namespace Headroom.ControlPlane.Api.Metrics;

internal static class MetricName
{
    /// <summary>Letters, digits and '_'; a name that begins with a digit gets a '_' first.</summary>
    public static string Sanitize(string name)
    {
        string clean = string.Create(name.Length, name, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
