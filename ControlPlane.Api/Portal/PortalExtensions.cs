using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Portal;

internal static class PortalExtensions
{
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsCheck>();
        return services;
    }

    /// <summary>Files of the portal; any other path that looks like a page gets index.html, so that deep links work.</summary>
    public static void UsePortal(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Resolve() is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        var files = new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = CacheControl(file.Context.Request.Path),
        };
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files.FileProvider });
        app.UseStaticFiles(files);
        app.MapFallback("{*path:nonfile}", http => SendPageAsync(http, files.FileProvider.GetFileInfo("index.html")))
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }

    // An unknown path of the API is a problem, not a page. GET alone is mapped, so that 405 and 415 stay what they are.
    private static Task SendPageAsync(HttpContext http, IFileInfo page)
    {
        if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi") || !page.Exists)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        return http.Response.SendFileAsync(page, http.RequestAborted);
    }

    // The build puts a content hash into every name under assets/; index.html must be asked for again.
    private static string CacheControl(PathString path) =>
        path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
