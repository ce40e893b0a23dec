namespace Headroom.Scaling.ColdStart;

/// <summary>A guess at where a client goes next.</summary>
internal enum SwitchPart
{
    /// <summary>Where it has been before, ever.</summary>
    Own,

    /// <summary>Where it has been in this visit.</summary>
    Visit,

    /// <summary>Where others went from here.</summary>
    Lifetime,

    /// <summary>Where the last few dozen went from here.</summary>
    Recent,

    /// <summary>Where others went that came here from the same service.</summary>
    Pair,

    /// <summary>Where others went from what it used in this visit.</summary>
    VisitFollowers,

    /// <summary>Where others went today, from anywhere.</summary>
    Popular,

    /// <summary>Where others went in the last hours.</summary>
    Trending,

    /// <summary>Where newcomers went today.</summary>
    Newcomers,

    /// <summary>Anywhere.</summary>
    Uniform,
}
