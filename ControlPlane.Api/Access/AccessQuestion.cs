namespace Headroom.ControlPlane.Api.Access;

/// <summary>May someone do this? A null namespace or name means every one.</summary>
internal readonly record struct AccessQuestion(string Verb, string Resource, string? Namespace, string? Name)
{
    public override string ToString() =>
        $"{Verb} {Resource}.headroom.dev {(Name is null ? "" : Name + " ")}{(Namespace is null ? "in every namespace" : "in namespace " + Namespace)}";
}
