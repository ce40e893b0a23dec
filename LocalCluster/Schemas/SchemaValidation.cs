using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Schemas;

/// <summary>Checks a value against a structural schema. CEL rules are not evaluated.</summary>
internal static class SchemaValidation
{
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Validate(JsonNode? value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (value is null)
        {
            if (!schema.Nullable && schema.Type is { } expected)
            {
                errors.Add(FieldError.WrongType(path, "\"null\"", $"{path} in body must be of type {expected}: \"null\""));
            }

            return;
        }

        if (!HasType(value, schema, path, errors))
        {
            return;
        }

        ValidateEnum(value, schema, path, errors);
        switch (value)
        {
            case JsonObject o:
                ValidateObject(o, schema, path, errors);
                break;
            case JsonArray array:
                ValidateArray(array, schema, path, errors);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                ValidateText(scalar.AsText() ?? "", schema, path, errors);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number:
                ValidateNumber(scalar, schema, path, errors);
                break;
        }
    }

    private static bool HasType(JsonNode value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        var actual = TypeOf(value);
        if (schema.IntOrString)
        {
            if (actual is "integer" or "string")
            {
                return true;
            }

            errors.Add(FieldError.WrongType(path, Quote(actual), $"{path} in body must be of type integer,string: {Quote(actual)}"));
            return false;
        }

        if (schema.Type is null || schema.Type == actual || (schema.Type == "number" && actual == "integer"))
        {
            return true;
        }

        errors.Add(FieldError.WrongType(path, Quote(actual), $"{path} in body must be of type {schema.Type}: {Quote(actual)}"));
        return false;
    }

    private static void ValidateEnum(JsonNode value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.Enum is { } allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
        {
            errors.Add(FieldError.Unsupported(path, Show(value), allowed.Select(a => Quote(a.AsText() ?? Show(a)))));
        }
    }

    private static void ValidateObject(JsonObject value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        foreach (var name in schema.Required)
        {
            if (!value.ContainsKey(name))
            {
                errors.Add(FieldError.Required(Join(path, name)));
            }
        }

        if (schema.MaxProperties is { } most && value.Count > most)
        {
            errors.Add(FieldError.TooMany(path, value.Count, most));
        }

        if (schema.MinProperties is { } least && value.Count < least)
        {
            errors.Add(FieldError.Invalid(path, Show(value), $"{path} in body should have at least {least} properties"));
        }

        foreach (var (name, child) in value)
        {
            var property = schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties;
            if (property is not null)
            {
                Validate(child, property, Join(path, name), errors);
            }
        }
    }

    private static void ValidateArray(JsonArray value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.MaxItems is { } most && value.Count > most)
        {
            errors.Add(FieldError.TooMany(path, value.Count, most));
        }

        if (schema.MinItems is { } least && value.Count < least)
        {
            errors.Add(FieldError.Invalid(path, value.Count.ToString(), $"{path} in body should have at least {least} items"));
        }

        if (schema.Items is { } items)
        {
            for (var i = 0; i < value.Count; i++)
            {
                Validate(value[i], items, $"{path}[{i}]", errors);
            }
        }

        ValidateListMap(value, schema, path, errors);
    }

    private static void ValidateListMap(JsonArray value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.ListMapKeys.Count == 0)
        {
            return;
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < value.Count; i++)
        {
            var keys = new JsonObject(schema.ListMapKeys.Select(
                k => KeyValuePair.Create(k, (value[i] as JsonObject)?[k]?.DeepClone())));
            if (!seen.Add(keys.ToJsonString()))
            {
                errors.Add(FieldError.Duplicate($"{path}[{i}]", Show(keys)));
            }
        }
    }

    private static void ValidateText(string value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        var runes = value.EnumerateRunes().Count();
        if (schema.MaxLength is { } most && runes > most)
        {
            errors.Add(FieldError.TooLong(path, most));
        }

        if (schema.MinLength is { } least && runes < least)
        {
            errors.Add(FieldError.Invalid(path, Quote(value), $"{path} in body should be at least {least} chars long"));
        }

        if (schema.Pattern is { } pattern && !Matches(pattern, value))
        {
            errors.Add(FieldError.Invalid(path, Quote(value), $"{path} in body should match '{schema.PatternText}'"));
        }
    }

    private static bool Matches(Regex pattern, string value)
    {
        try
        {
            return pattern.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static void ValidateNumber(JsonValue value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (!decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, null, out var number))
        {
            return;
        }

        if (schema.Maximum is { } most && (number > most || (schema.ExclusiveMaximum && number == most)))
        {
            var claim = schema.ExclusiveMaximum ? "less than" : "less than or equal to";
            errors.Add(FieldError.Invalid(path, Show(value), $"{path} in body should be {claim} {most}"));
        }

        if (schema.Minimum is { } least && (number < least || (schema.ExclusiveMinimum && number == least)))
        {
            var claim = schema.ExclusiveMinimum ? "greater than" : "greater than or equal to";
            errors.Add(FieldError.Invalid(path, Show(value), $"{path} in body should be {claim} {least}"));
        }
    }

    private static string TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.AsInteger() is null ? "number" : "integer",
        _ => "null",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Quote(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static string Show(JsonNode? value) => value?.ToJsonString(Relaxed) ?? "null";
}
