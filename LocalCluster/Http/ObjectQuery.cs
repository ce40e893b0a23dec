using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Selectors;

namespace Headroom.LocalCluster.Http;

/// <summary>Reads selectors from a request's query.</summary>
internal static class ObjectQuery
{
    /// <exception cref="StatusException">400: a selector cannot be read.</exception>
    public static ObjectFilter Filter(HttpContext context, ResourceKind kind, ApiRequest request)
    {
        var query = context.Request.Query;
        try
        {
            return new ObjectFilter(
                kind.Namespaced && request.Namespace.Length > 0 ? request.Namespace : null,
                LabelSelector.Parse(query["labelSelector"]),
                FieldSelector.Parse(query["fieldSelector"], kind));
        }
        catch (FormatException e)
        {
            throw Failures.BadRequest(e.Message);
        }
    }
}
