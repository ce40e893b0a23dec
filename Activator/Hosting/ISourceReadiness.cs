namespace Headroom.Activator.Hosting;

/// <summary>Whether the routes are known: before that every host would be answered 404.</summary>
internal interface ISourceReadiness
{
    bool IsReady { get; }
}

/// <summary>For routes that are there from the start.</summary>
internal sealed class AlwaysReady : ISourceReadiness
{
    public bool IsReady => true;
}
