using System.Buffers.Text;
using System.Text;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Autoscalers;

/// <summary>Marks the last item of a page by its key, so pages stay right while autoscalers come and go.</summary>
internal static class AutoscalerCursor
{
    public static string Encode(AutoscalerKey last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last.ToString()));

    public static AutoscalerKey? Decode(string text)
    {
        if (text.Length > 1024 || !Base64Url.IsValid(text))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/');
        return parts is [var ns, var name] ? new AutoscalerKey(ns, name) : null;
    }

    public static int Compare(AutoscalerKey a, AutoscalerKey b)
    {
        int byNamespace = string.CompareOrdinal(a.Namespace, b.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(a.Name, b.Name);
    }
}
