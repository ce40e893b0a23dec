namespace Headroom.Contracts.Power;

/// <summary>How agent and control plane meet: one POST a second over HTTP/2 with TLS.</summary>
/// <remarks>
/// 200 carries a <see cref="PowerLease"/>. 421 names the leader in <see cref="LeaderHeader"/>. 503: no leader yet, or the
/// cluster cannot review the token. 401, 403: the token, or the node it is bound to, is the wrong one. 400: no report.
/// </remarks>
public static class AgentProtocol
{
    public const string ReportPath = "/agents/v1/report";

    public const string ContentType = "application/x-protobuf";

    /// <summary>host:port of the leader, where a follower answers 421.</summary>
    public const string LeaderHeader = "Headroom-Leader";

    /// <summary>Audience of the agent's service-account token.</summary>
    public const string Audience = "headroom";

    /// <summary>Eight GPUs take 1.3 kB; this leaves room for 16 GPUs with 7 slices each and hundreds of pods.</summary>
    public const int MaxReportBytes = 64 * 1024;
}
