namespace Headroom.Monitoring.Alerts;

/// <summary>One alert, for Prometheus and for Grafana alike.</summary>
/// <param name="Name">CamelCase; in lower case the name of its page in docs/runbooks.</param>
/// <param name="Expression">PromQL that <paramref name="Comparison"/> can follow.</param>
/// <param name="Comparison">Such as <c>&gt; 0.1</c>.</param>
/// <param name="For">How long it must hold.</param>
/// <param name="Severity">Who is called.</param>
/// <param name="Summary">One line with the labels that say where.</param>
/// <param name="Description">What it means and what the number is.</param>
internal sealed record AlertRule(string Name, string Expression, string Comparison, TimeSpan For, Severity Severity, string Summary, string Description)
{
    /// <summary>Base of the pages; the chart puts the installation's own in its place.</summary>
    public const string Runbooks = "https://headroom.dev/runbooks";

    public string Runbook => $"{Runbooks}/{Name.ToLowerInvariant()}";

    public string Query => $"{Expression} {Comparison}";
}
