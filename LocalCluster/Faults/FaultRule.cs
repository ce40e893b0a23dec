namespace Headroom.LocalCluster.Faults;

/// <summary>What goes wrong with some requests: they are kept waiting, or answered with a failure, or both.</summary>
public sealed record FaultRule
{
    /// <summary>Such as <c>list</c>, <c>watch</c>, <c>update</c>, as in RBAC; null for every verb.</summary>
    public string? Verb { get; init; }

    /// <summary>Such as <c>pods</c>, or <c>deployments/scale</c>; null for every resource.</summary>
    public string? Resource { get; init; }

    /// <summary>Share of the matching requests that it strikes, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How long the request waits before anything is done with it.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The status to answer with, such as 409, 410, 429 or 500; null lets the request through after the delay.</summary>
    public int? Answer { get; init; }

    /// <summary>Answers a watch with 200 and the failure as its first event, which is how servers tell of a version too old.</summary>
    public bool InStream { get; init; }

    /// <summary>Serves the request and cuts the connection before the answer: the caller cannot know what became of it.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>Sent with the failure, in whole seconds; null leaves it out.</summary>
    public TimeSpan? RetryAfter { get; init; }

    internal bool Matches(string verb, string resource) =>
        (Verb is null || Verb == verb) && (Resource is null || Resource == resource);
}
