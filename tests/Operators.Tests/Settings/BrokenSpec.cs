using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Operators.Tests.Settings;

/// <summary>A valid spec with one mistake, and what the message must say about it.</summary>
public sealed record BrokenSpec(string Field, string Value, string Allowed, Action<AutoscalerSpec> Break)
{
    public override string ToString() => $"{Field} = {Value}";
}
