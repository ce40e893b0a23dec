using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>What the OpenAPI document cannot learn from the code: title, ways to authenticate, what parameters allow.</summary>
internal static class ApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Headroom",
                Version = "v1",
                Description = "Autoscalers, services, power domains, their decisions and who changed what. Errors are RFC 9457 problems.",
            };
            document.Servers = [];
            var components = document.Components ??= new OpenApiComponents();
            components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of the cluster." },
                ["session"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Cookie,
                    Name = Sessions.SessionCookie.Name,
                    Description = "After POST /api/v1/session; other methods than GET need X-CSRF-Token too.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, _, _) =>
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                Describe(parameter);
            }

            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiParameter parameter)
    {
        switch (parameter.Name)
        {
            case "limit":
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "500" };
                parameter.Description = "Items per page.";
                break;
            case "cursor":
                parameter.Description = "nextCursor of the page before.";
                break;
            case "window":
                parameter.Description = "History to return: 90s, 15m, 6h or 7d, at most 30d.";
                parameter.Example = JsonValue.Create("6h");
                break;
            case "ns" or "namespace":
                parameter.Description = "Namespace of the object.";
                break;
            case "name":
                parameter.Description = "Name of the object.";
                break;
            default:
                break;
        }
    }
}
