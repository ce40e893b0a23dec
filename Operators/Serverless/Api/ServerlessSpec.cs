using System.Text.Json.Nodes;

namespace Headroom.Operators.Serverless.Api;

/// <summary>What runs, where it is reached and how it is scaled.</summary>
public sealed record ServerlessSpec
{
    /// <summary>Whole, since what is not read here must reach the pods too.</summary>
    public JsonObject? Template { get; set; }

    public int Port { get; set; } = 8080;

    public string Protocol { get; set; } = "Http1";

    /// <summary>The activator reads it.</summary>
    public string Asynchronous { get; set; } = "Never";

    public ServerlessRouteSpec Route { get; set; } = new();

    public ServerlessConcurrencySpec Concurrency { get; set; } = new();

    public ServerlessHoldingSpec Holding { get; set; } = new();

    public ServerlessScaleSpec Scale { get; set; } = new();
}

/// <summary>Where requests come to.</summary>
public sealed record ServerlessRouteSpec
{
    public string Host { get; set; } = "";

    public string Path { get; set; } = "/";
}

/// <summary>How many requests a replica serves.</summary>
public sealed record ServerlessConcurrencySpec
{
    public int PerReplica { get; set; }

    public int? Target { get; set; }
}

/// <summary>What becomes of requests that no replica can take; the activator reads it.</summary>
public sealed record ServerlessHoldingSpec
{
    public int QueueLength { get; set; } = 10_000;

    public int DeadlineSeconds { get; set; } = 120;

    public bool Placeholder { get; set; }
}

/// <summary>How many replicas there are, and for how long.</summary>
public sealed record ServerlessScaleSpec
{
    public int Min { get; set; }

    public int Max { get; set; } = 10;

    public string Policy { get; set; } = "Fixed";

    public string KeepAlive { get; set; } = "5m";

    public string Window { get; set; } = "1m";
}
