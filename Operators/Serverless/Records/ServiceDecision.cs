namespace Headroom.Operators.Serverless.Records;

/// <summary>A change of a service's replicas, and why.</summary>
/// <param name="ServiceUid">Of the service: a recreated one begins a new history.</param>
/// <param name="Time">Wall clock.</param>
/// <param name="From">Replicas that were asked for before.</param>
/// <param name="To">Replicas that are asked for from now on.</param>
/// <param name="Reason">One word.</param>
/// <param name="Message">A sentence with the numbers.</param>
public sealed record ServiceDecision(
    string Namespace, string Service, string ServiceUid, DateTimeOffset Time, int From, int To, string Reason, string Message);
