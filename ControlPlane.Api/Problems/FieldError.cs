namespace Headroom.ControlPlane.Api.Problems;

/// <summary>What is wrong with one parameter: "0 is not allowed: 1 to 500".</summary>
internal sealed record FieldError(string Field, string Message)
{
    public static FieldError NotAllowed(string field, string value, string allowed) =>
        new(field, $"{(value.Length == 0 ? "an empty value" : Shorten(value))} is not allowed: {allowed}");

    private static string Shorten(string value) => value.Length <= 64 ? value : value[..64] + "…";
}
