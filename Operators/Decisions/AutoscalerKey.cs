namespace Headroom.Operators.Decisions;

/// <summary>Names one PredictiveAutoscaler.</summary>
public readonly record struct AutoscalerKey(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
