namespace Headroom.Operators.SpecReading;

/// <summary>One reason why a spec cannot be used.</summary>
/// <param name="Field">Path, such as spec.minReplicas.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Allowed">What may stand there.</param>
internal readonly record struct SpecError(string Field, string Value, string Allowed)
{
    public override string ToString() => $"{Field}: {Value} is not allowed: {Allowed}";
}
