using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Printing;
using Headroom.LocalCluster.Schemas;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Kinds;

/// <summary>Serves what CustomResourceDefinitions declare, from the moment they are written.</summary>
internal sealed class CustomKinds(KindRegistry registry, VersionCounter versions, int window)
{
    /// <summary>Checks a definition before it is stored.</summary>
    public static IReadOnlyList<FieldError> Check(JsonObject definition)
    {
        var errors = new List<FieldError>();
        var spec = definition.Obj("spec");
        var names = spec.Obj("names");
        foreach (var (field, value) in new[]
        {
            ("spec.group", spec.Str("group")), ("spec.scope", spec.Str("scope")),
            ("spec.names.plural", names.Str("plural")), ("spec.names.kind", names.Str("kind")),
        })
        {
            if (string.IsNullOrEmpty(value))
            {
                errors.Add(FieldError.Required(field));
            }
        }

        if (errors.Count == 0 && definition.Name() != $"{names.Str("plural")}.{spec.Str("group")}")
        {
            errors.Add(FieldError.Invalid(
                "metadata.name", $"\"{definition.Name()}\"", "must be spec.names.plural+\".\"+spec.group"));
        }

        foreach (var (version, i) in spec.Arr("versions").Objects().Select((v, i) => (v, i)))
        {
            CheckVersion(version, $"spec.versions[{i}]", errors);
        }

        return errors;
    }

    /// <summary>Serves the definition's versions; a changed definition replaces the kinds and keeps the objects.</summary>
    public void Serve(JsonObject definition)
    {
        var spec = definition.Obj("spec")!; // Check has passed: a stored definition has a spec
        var (group, names) = (spec.Str("group")!, spec.Obj("names")!); // required by Check
        var plural = names.Str("plural")!; // required by Check
        var store = registry.FindAnyVersion(group, plural)?.Store ?? new ResourceStore(versions, window);
        foreach (var version in spec.Arr("versions").Objects().Where(v => v.Bool("served") is true))
        {
            registry.Add(Kind(spec, group, plural, names, version, store));
        }
    }

    public void Withdraw(JsonObject definition) =>
        registry.Remove(definition.Obj("spec").Str("group") ?? "", definition.Obj("spec").Obj("names").Str("plural") ?? "");

    private static ResourceKind Kind(
        JsonObject spec, string group, string plural, JsonObject names, JsonObject version, ResourceStore store)
    {
        var schema = version.Obj("schema").Obj("openAPIV3Schema") ?? [];
        var scale = version.Obj("subresources").Obj("scale");
        var kindName = names.Str("kind") ?? "";
        var name = version.Str("name") ?? "";
        var storage = spec.Arr("versions").Objects().FirstOrDefault(v => v.Bool("storage") is true).Str("name");
        return new ResourceKind
        {
            Group = group,
            Version = name,
            Kind = kindName,
            Plural = plural,
            Singular = names.Str("singular") ?? kindName.ToLowerInvariant(),
            ListKindName = names.Str("listKind"),
            Namespaced = spec.Str("scope") == "Namespaced",
            ShortNames = Texts(names.Arr("shortNames")),
            Categories = Texts(names.Arr("categories")),
            Store = store,
            HasStatus = version.Obj("subresources").Obj("status") is not null,
            Schema = StructuralSchema.Parse(schema),
            OpenApiSchema = schema.Copy(),
            Columns = CustomColumns.From(version.Arr("additionalPrinterColumns")),
            FieldLabels = [.. version.Arr("selectableFields").Objects().Select(f => (f.Str("jsonPath") ?? "").TrimStart('.'))],
            Scale = scale is null ? null : new ScalePaths(
                ScalePaths.Split(scale.Str("specReplicasPath") ?? ""), ScalePaths.Split(scale.Str("statusReplicasPath") ?? ""),
                scale.Str("labelSelectorPath") is { Length: > 0 } selector ? ScalePaths.Split(selector) : null),
            Renaming = storage is null || storage == name
                ? null
                : new FieldRenaming($"{group}/{name}", $"{group}/{storage}", []),
        };
    }

    private static void CheckVersion(JsonObject version, string path, List<FieldError> errors)
    {
        if (version.Obj("schema").Obj("openAPIV3Schema") is not { } schema)
        {
            errors.Add(FieldError.Required($"{path}.schema.openAPIV3Schema", "schemas are required"));
            return;
        }

        try
        {
            StructuralSchema.Parse(schema);
        }
        catch (ArgumentException e)
        {
            errors.Add(FieldError.Invalid($"{path}.schema.openAPIV3Schema", "\"\"", e.Message));
        }

        try
        {
            CustomColumns.From(version.Arr("additionalPrinterColumns"));
        }
        catch (FormatException e)
        {
            errors.Add(FieldError.Invalid($"{path}.additionalPrinterColumns", "\"\"", e.Message));
        }
    }

    private static string[] Texts(JsonArray? array) => array?.Select(n => n.AsText() ?? "").ToArray() ?? [];
}
