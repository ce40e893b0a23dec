using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>The tables of roles, bindings and resource definitions: those show when they were made.</summary>
internal static class AccessColumns
{
    private static readonly PrinterColumn CreatedAt =
        PrinterColumn.Text("Created At", o => o.Obj("metadata").Str("creationTimestamp"));

    public static readonly PrinterColumn[] Role = [PrinterColumn.NameColumn(), CreatedAt];

    public static readonly PrinterColumn[] CustomResourceDefinition = [PrinterColumn.NameColumn(), CreatedAt];

    public static readonly PrinterColumn[] Binding =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Role", o => $"{o.Obj("roleRef").Str("kind")}/{o.Obj("roleRef").Str("name")}"),
        PrinterColumn.AgeColumn(),
        PrinterColumn.Text("Users", o => Subjects(o, "User"), 1),
        PrinterColumn.Text("Groups", o => Subjects(o, "Group"), 1),
        PrinterColumn.Text("ServiceAccounts", o => Subjects(o, "ServiceAccount"), 1),
    ];

    private static string Subjects(System.Text.Json.Nodes.JsonObject binding, string kind) =>
        string.Join(", ", binding.Arr("subjects").Objects().Where(s => s.Str("kind") == kind)
            .Select(s => s.Str("namespace") is { } ns ? $"{ns}/{s.Str("name")}" : s.Str("name")));
}
