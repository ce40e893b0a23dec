namespace Headroom.LocalCluster.Http;

/// <summary>Picks the first form of the Accept header that the server knows.</summary>
internal static class Negotiation
{
    /// <exception cref="StatusException">406: nothing in the header is known.</exception>
    public static Representation Choose(string? accept)
    {
        if (string.IsNullOrEmpty(accept))
        {
            return Representation.Full;
        }

        foreach (var range in accept.Split(','))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "*/*" or "application/*" or "application/yaml"))
            {
                continue;
            }

            var form = parts.FirstOrDefault(p => p.StartsWith("as=", StringComparison.Ordinal));
            switch (form)
            {
                case null:
                    return Representation.Full;
                case "as=Table" when parts.Contains("v=v1"):
                    return Representation.Table;
                case "as=PartialObjectMetadata" or "as=PartialObjectMetadataList" when parts.Contains("v=v1"):
                    return Representation.PartialMetadata;
            }
        }

        throw Failures.NotAcceptable();
    }
}
