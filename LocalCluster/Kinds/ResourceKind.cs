using System.Text.Json.Nodes;
using Headroom.LocalCluster.Printing;
using Headroom.LocalCluster.Schemas;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Kinds;

/// <summary>One served version of one resource: its names, its rules and its store.</summary>
internal sealed record ResourceKind
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required bool Namespaced { get; init; }

    public required ResourceStore Store { get; init; }

    public string? ListKindName { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool HasStatus { get; init; }

    /// <summary>Set for custom resources: their generation counts every change outside metadata and status.</summary>
    public StructuralSchema? Schema { get; init; }

    /// <summary>Which lists and maps are one value, for field ownership; null where nothing is known but members' names.</summary>
    /// <remarks>Every version is merged in the words of the stored one.</remarks>
    public StructuralSchema? Shape => Schema ?? BuiltInShapes.For(Renaming?.StoredApiVersion ?? ApiVersion, Kind);

    /// <summary>The documented schema, for OpenAPI; null when none is known.</summary>
    public JsonObject? OpenApiSchema { get; init; }

    public ScalePaths? Scale { get; init; }

    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [PrinterColumn.NameColumn(), PrinterColumn.AgeColumn()];

    public IReadOnlyList<string> FieldLabels { get; init; } = [];

    /// <summary>Members that this version calls differently from the stored one; empty when it is the stored one.</summary>
    public FieldRenaming? Renaming { get; init; }

    /// <summary>A Deployment's controller keeps the revision, an annotation, with the status.</summary>
    public bool StatusHasAnnotations => Kind == "Deployment" && Group == "apps";

    public bool IsCustom => Schema is not null;

    public string ListKind => ListKindName ?? Kind + "List";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The resource with its group, as in messages: <c>deployments.apps</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
