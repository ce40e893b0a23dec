using Headroom.Operators.Serverless.Api;

namespace Headroom.Operators.Serverless.Planning;

/// <summary>What is to be done.</summary>
/// <param name="Replicas">Null where nothing may be written.</param>
/// <param name="Status">As it shall be.</param>
/// <param name="WritesStatus">True when it differs in more than counts that move all the time.</param>
/// <param name="Next">When to look again though nothing has changed; null for not.</param>
internal sealed record ServerlessPlan(int? Replicas, ServerlessStatus Status, bool WritesStatus, TimeSpan? Next);
