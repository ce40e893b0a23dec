using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Problems;

/// <summary>RFC 9457 answers. Each names the field, the value that was sent and what is allowed.</summary>
internal static class Problem
{
    public static ValidationProblem Field(FieldError error) =>
        TypedResults.ValidationProblem(
            new Dictionary<string, string[]>(StringComparer.Ordinal) { [error.Field] = [error.Message] },
            detail: $"{error.Field}: {error.Message}",
            title: "A parameter is not allowed.");

    /// <summary>Several at once, by path such as spec.minReplicas.</summary>
    public static ValidationProblem Fields(IReadOnlyList<(string Field, string Message)> errors) =>
        TypedResults.ValidationProblem(
            errors.GroupBy(static e => e.Field, StringComparer.Ordinal)
                .ToDictionary(static g => g.Key, static g => g.Select(static e => e.Message).ToArray(), StringComparer.Ordinal),
            detail: string.Join("; ", errors.Select(static e => $"{e.Field}: {e.Message}")),
            title: "A field is not allowed.");

    public static ProblemHttpResult NotFound(string what, string hint) =>
        TypedResults.Problem(title: $"{what} was not found.", detail: hint, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Unauthenticated(string detail) =>
        TypedResults.Problem(
            title: "Sign in first.", detail: detail, statusCode: StatusCodes.Status401Unauthorized);

    public static ProblemHttpResult Forbidden(string title, string detail) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: StatusCodes.Status403Forbidden);

    public static ProblemHttpResult Unavailable(string title, string detail) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: StatusCodes.Status503ServiceUnavailable);
}
