namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>The keep-alive of one service. Told what happened in order; one caller at a time.</summary>
internal interface IKeeper
{
    /// <summary>A request ended the idling.</summary>
    void Arrive(DateTimeOffset now, DateTimeOffset idleSince);

    /// <summary>Nobody asks since then.</summary>
    void Idle(DateTimeOffset since);

    /// <summary>A start has ended.</summary>
    void Started(TimeSpan took);

    /// <summary>For a service that idles.</summary>
    /// <param name="now">Not before anything that it was told.</param>
    /// <param name="isLoaded">Whether a replica is there or starting.</param>
    KeepView Decide(DateTimeOffset now, bool isLoaded);
}
