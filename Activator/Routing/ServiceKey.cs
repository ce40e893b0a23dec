namespace Headroom.Activator.Routing;

/// <summary>Names one service of the cluster.</summary>
internal readonly record struct ServiceKey(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
