using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Pruning, defaulting and validation of an object before it is stored.</summary>
internal static class ObjectRules
{
    /// <exception cref="StatusException">400 for unknown fields under strict validation, 422 for an invalid object.</exception>
    public static void Admit(ResourceKind kind, JsonObject json, WriteOptions options)
    {
        var name = json.Name();
        var errors = new List<FieldError>();
        var rbacName = kind.Group == "rbac.authorization.k8s.io"; // role names may hold colons
        if (!rbacName && !ObjectNames.IsSubdomain(name))
        {
            errors.Add(FieldError.Invalid("metadata.name", $"\"{name}\"", ObjectNames.SubdomainRule));
        }

        if (kind.Schema is { } schema)
        {
            AdmitCustom(kind, json, schema, options, errors);
        }
        else
        {
            BuiltInDefaults.Apply(kind, json);
            errors.AddRange(BuiltInRules.Check(kind, json));
        }

        if (errors.Count > 0)
        {
            throw Failures.Invalid(kind, name, errors);
        }
    }

    /// <summary>Removes what a built-in kind does not have from an object in the version that it was sent in.</summary>
    /// <exception cref="StatusException">400 for a wrong type, and for unknown members under strict validation.</exception>
    public static void AdmitMembers(ResourceKind kind, JsonObject json, WriteOptions options)
    {
        if (!kind.IsCustom)
        {
            var unknown = new List<string>();
            BuiltInMembers.Prune(kind, json, unknown);
            ReportUnknown(kind, unknown, options);
        }
    }

    /// <summary>Validates only the status: what a status write can change.</summary>
    public static void AdmitStatus(ResourceKind kind, JsonObject json, WriteOptions options)
    {
        if (kind.Schema?.Properties.GetValueOrDefault("status") is not { } schema || json["status"] is not { } status)
        {
            return;
        }

        var unknown = new List<string>();
        SchemaPruning.Prune(status, schema, false, "status", unknown);
        ReportUnknown(kind, unknown, options);
        SchemaDefaulting.Apply(status, schema);
        var errors = new List<FieldError>();
        SchemaValidation.Validate(status, schema, "status", errors);
        if (errors.Count > 0)
        {
            throw Failures.Invalid(kind, json.Name(), errors);
        }
    }

    private static void AdmitCustom(
        ResourceKind kind, JsonObject json, StructuralSchema schema, WriteOptions options, List<FieldError> errors)
    {
        var unknown = new List<string>();
        SchemaPruning.Prune(json, schema, isResource: true, "", unknown);
        MetadataFields.Prune(json, unknown);
        ReportUnknown(kind, unknown, options);
        SchemaDefaulting.Apply(json, schema);
        foreach (var (member, property) in schema.Properties)
        {
            if (member is not ("apiVersion" or "kind" or "metadata") && json.TryGetPropertyValue(member, out var value))
            {
                SchemaValidation.Validate(value, property, member, errors);
            }
        }

        errors.AddRange(schema.Required.Where(r => !json.ContainsKey(r)).Select(r => FieldError.Required(r)));
    }

    private static void ReportUnknown(ResourceKind kind, List<string> unknown, WriteOptions options)
    {
        if (unknown.Count == 0)
        {
            return;
        }

        if (options.Strict)
        {
            var list = string.Join(", ", unknown.Select(u => $"unknown field \"{u}\""));
            throw Failures.BadRequest(
                $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: strict decoding error: {list}");
        }

        if (!options.Warns)
        {
            return;
        }

        options.Warnings.AddRange(unknown.Select(u => $"unknown field \"{u}\""));
    }
}
