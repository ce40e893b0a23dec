using System.Net;
using Headroom.Activator.Forwarding.Http1;
using Microsoft.AspNetCore.Http.Features;

namespace Headroom.Activator.Forwarding.Http2;

/// <summary>Says a client's request as a message for HTTP/2.</summary>
internal static class Http2Request
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage Make(HttpContext context, Uri root)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = raw.StartsWith('/') ? raw : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(root.GetLeftPart(UriPartial.Authority) + target, AsWritten))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = RequestBody.FramingOf(context) == BodyFraming.None ? null : new Http2Body(context),
        };
        var named = HopHeaders.NamedBy(context.Request.Headers.Connection);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name[0] != ':' && !HopHeaders.Contains(name) && named?.Contains(name) is not true && !name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase)
                && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.Headers.Host = context.Request.Host.Value;
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", ForwardedFor.Chain(context));
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", context.Request.Scheme);
        if (context.Request.Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.TE.Add(new("trailers"));
        }

        return request;
    }
}
