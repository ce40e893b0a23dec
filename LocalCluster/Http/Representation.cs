namespace Headroom.LocalCluster.Http;

/// <summary>The form in which a client wants objects.</summary>
internal enum Representation
{
    Full,
    Table,
    PartialMetadata,
}
