namespace Headroom.LocalCluster.Faults;

/// <summary>A write as it was served.</summary>
/// <param name="Token">The caller's bearer token; empty without one.</param>
/// <param name="Method">Such as <c>PUT</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Body">UTF-8 text.</param>
/// <param name="Code">What was answered.</param>
/// <param name="Arrived">Timestamp when the whole request was there, before any delay.</param>
/// <param name="Answered">Timestamp when the answer was written.</param>
public sealed record ServedRequest(string Token, string Method, string Path, string Body, int Code, long Arrived, long Answered);
