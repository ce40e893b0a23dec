namespace Headroom.Cli.Cluster;

/// <summary>-o: a table for people, or a document for programs.</summary>
internal enum OutputForm
{
    Table,
    Wide,
    Json,
    Yaml,
}
