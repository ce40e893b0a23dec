namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>What a keep-alive policy wants at one moment of a service's idling.</summary>
/// <param name="IsKept">The last replica stays although nobody asks.</param>
/// <param name="IsExpected">One is to be started: a request is expected.</param>
/// <param name="For">Until it may think otherwise, unless a request comes; zero while it has nothing to say.</param>
/// <param name="Grounds">Why, as a sentence.</param>
internal readonly record struct KeepView(bool IsKept, bool IsExpected, TimeSpan For, string Grounds);
