namespace Headroom.LocalCluster.Containers;

/// <summary>How far a real process has come.</summary>
internal enum ContainerPhase
{
    /// <summary>It runs and loads.</summary>
    Started,

    /// <summary>It says that it answers.</summary>
    Ready,

    /// <summary>It has ended.</summary>
    Exited,
}
